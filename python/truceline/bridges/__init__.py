"""Bridges to four libraries that sample, calibrate, explore and search, each imported only when it is used.

:mod:`truceline.bridges.salib` (sensitivity), :mod:`truceline.bridges.pyabc` (calibration),
:mod:`truceline.bridges.ema` (scenario discovery with the EMA Workbench) and :mod:`truceline.bridges.optuna` (search under a
budget) hold only what stands between Truceline and the library; all else is done with the library as its own pages say.
``pip install truceline[bridges]`` brings the four. ``docs/notebooks`` has an example of each.

What any of them finds is a statement about this model, which is illustrative and not a forecast.
"""
