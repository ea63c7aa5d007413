//! The table itself. One line a parameter:
//! name = default, (plausible low, high), allowed values, unit, evidence, source, meaning.

super::parameters! {
    /// Submodel 1, spark.
    spark: SparkParameters {
        rate_per_year = 14.0, (9.0, 32.0), NonNegative, "1/year", Sourced, "targets.csv incidents_per_year (S94-S99)", "sparks a year on the whole border";
        year_shape = 4.0, (2.0, 8.0), Positive, "1", Derived, "targets.csv incidents_per_year_dispersion_k", "shape of the gamma factor (mean 1) of each year's rate";
        civilian_share = 0.7, (0.4, 0.9), Share, "1", Recalled, "evidence.md section 0; incidents.csv", "probability that a spark is civilian";
        neighbours_share = 0.3, (0.0, 1.0), Share, "1", Choice, "incidents.csv triggers", "probability that a civilian spark is between neighbouring villages and not at a site";
        accident_share = 0.1, (0.0, 0.3), Share, "1", Choice, "evidence.md section 1, mis-attribution", "probability that an armed spark is an accident";
        season_amplitude = 0.25, (0.0, 0.5), Share, "1", Recalled, "evidence.md section 1, seasonality", "amplitude of the yearly cycle";
        season_peak_day = 135.0, (100.0, 200.0), NonNegative, "day of year", Choice, "irrigation season", "day of the year with most sparks";
        day_amplitude = 0.5, (0.2, 0.6), Share, "1", Recalled, "evidence.md section 1, day cycle", "amplitude a of the day cycle d(t)";
        peak_hour = 15.0, (10.0, 18.0), NonNegative, "local hour", Choice, "evidence.md section 1, day cycle", "hour h* at which the day cycle peaks";
        reference_hostility = 0.9, (0.5, 1.0), Positive, "1", Choice, "model.md submodel 1", "hostility at which rates are at their full value";
        reset_days = 10.0, (5.0, 30.0), Positive, "days", Choice, "model.md submodel 1", "days without an act after which crews, stock, trust and homes return to their start";
    }

    /// Submodel 2, crowd.
    crowd: CrowdParameters {
        fading_per_hour = 0.02, (0.005, 0.05), NonNegative, "1/h", Choice, "model.md submodel 2", "rate at which an open grievance closes by itself";
        radius_km = 5.0, (2.0, 10.0), Positive, "km", Choice, "model.md submodel 2", "distance within which villages feed a crowd";
        people_limit = 300.0, (100.0, 600.0), NonNegative, "people", Sourced, "2021-timeline.csv 29 April 13:30 (S03 S46)", "largest crowd of a side without casualties";
        people_share = 0.05, (0.01, 0.1), Share, "1", Choice, "model.md submodel 2", "largest share of nearby people in a crowd";
        growth_per_casualty = 1.5, (1.0, 2.0), Positive, "1", Choice, "model.md submodel 2", "factor on crowd size per own casualty at the site since 06:00";
        growth_limit = 3.0, (1.0, 5.0), Positive, "1", Choice, "model.md submodel 2", "largest factor by casualties";
        gathering_hours = 2.0, (1.0, 4.0), Positive, "h", Choice, "model.md submodel 2", "time constant of gathering and dispersing";
        acts_per_hour = 0.5, (0.2, 2.0), NonNegative, "1/h", Choice, "model.md submodel 2", "rung-1 acts while two crowds of more than 10 are present";
        people_per_injury = 200.0, (100.0, 400.0), Positive, "people", Choice, "model.md submodel 2", "mean crowd size that gives one injury an act";
        injury_killed_share = 0.01, (0.0, 0.03), Share, "1", Choice, "model.md submodel 2", "share of the injured in crowd acts who are killed";
        guard_people = 1200.0, (600.0, 3000.0), Positive, "people", Choice, "model.md submodel 2", "crowd size scale at which guards are drawn in";
        gun_share = 0.05, (0.0, 0.1), Share, "1", Choice, "model.md submodel 2; 2021-timeline.csv hunting guns", "probability that hunting guns are used in a crowd act";
        report_weight = 0.5, (0.0, 1.0), Share, "1", Choice, "model.md submodel 2", "weight of a crowd act as a report";
        settlement_per_hour = 0.3, (0.1, 0.5), NonNegative, "1/h", Choice, "model.md submodel 2; 2021-ceasefires.csv C21-0", "rate of settlement on the spot by local officials";
        presence_people = 10.0, (5.0, 30.0), NonNegative, "people", Choice, "model.md submodel 2", "crowd size above which a crowd counts as present";
        quiet_hours = 6.0, (2.0, 12.0), NonNegative, "h", Choice, "model.md submodel 2", "time after an act at rung 3 or more in the sector during which no crowd gathers";
        blocking_people = 100.0, (30.0, 300.0), Positive, "people", Choice, "model.md entities, crowd", "crowd size of both sides together that blocks the roads of a site";
        quarrel_people = 30.0, (10.0, 100.0), NonNegative, "people", Choice, "2021-timeline.csv 28 April 17:00 (S03)", "people a side in a quarrel between neighbouring villages";
        settlement_lasting_share = 0.7, (0.3, 0.9), Share, "1", Choice, "model.md submodel 2", "probability that a settlement closes the grievance for good";
    }

    /// Submodel 3, incident.
    incident: IncidentParameters {
        own_rung_share = 0.6, (0.4, 0.8), Share, "1", Choice, "model.md submodel 3", "probability that an armed act uses the authorised rung";
        discretion_share = 0.0, (0.0, 0.3), Share, "1", Choice, "evidence.md [19]: local commanders act with wide freedom", "probability that a post under standing orders that fires with intent does so at rung 3 on its own account, if it has the weapons; 0 switches it off";
        ground_share = 0.1, (0.0, 0.3), Share, "1", Choice, "model.md submodel 3", "probability that an act at rung 6 is a ground action where feasible";
        killed_mean_rung_1 = 0.01, (0.0, 0.03), NonNegative, "people", Choice, "evidence.md section 1, harm per incident", "mean killed per incident at rung 1 and exposure 1";
        killed_mean_rung_2 = 0.04, (0.01, 0.1), NonNegative, "people", Choice, "evidence.md section 1, harm per incident", "mean killed per incident at rung 2 and exposure 1";
        killed_mean_rung_3 = 0.15, (0.05, 0.4), NonNegative, "people", Choice, "evidence.md section 1, harm per incident", "mean killed per incident at rung 3 and exposure 1";
        killed_mean_rung_4 = 1.2, (0.4, 2.0), NonNegative, "people", Choice, "model.md submodel 3; above the recalled range", "mean killed per incident at rung 4 and exposure 1";
        killed_mean_rung_5 = 2.4, (0.8, 4.0), NonNegative, "people", Choice, "model.md submodel 3; above the recalled range", "mean killed per incident at rung 5 and exposure 1";
        killed_mean_rung_6 = 3.6, (1.2, 6.0), NonNegative, "people", Choice, "model.md submodel 3; above the recalled range", "mean killed per entry into a village at exposure 1";
        harm_exponent = 1.5, (1.2, 2.5), Positive, "1", Derived, "evidence.md F2 (S42, S44 there)", "exponent of the harm factor's survival function";
        harm_limit = 60.0, (20.0, 200.0), Positive, "1", Choice, "model.md submodel 3", "cut of the harm factor";
        wounded_per_killed_military_low = 3.0, (2.0, 5.0), Positive, "1", Sourced, "evidence.md [23, 24]", "lowest wounded per killed, soldiers";
        wounded_per_killed_military_high = 13.0, (8.0, 17.0), Positive, "1", Sourced, "evidence.md [23, 24]", "highest wounded per killed, soldiers";
        wounded_per_killed_civilian_low = 1.4, (1.0, 2.0), Positive, "1", Sourced, "evidence.md [25]", "lowest wounded per killed, civilians";
        wounded_per_killed_civilian_high = 6.0, (3.0, 8.0), Positive, "1", Derived, "evidence.md section 1, wounded to killed", "highest wounded per killed, civilians";
        patrol_radius_km = 6.0, (3.0, 10.0), NonNegative, "km", Choice, "model.md submodel 3", "distance within which a patrol acts when nothing is in weapon range";
        target_weight_post = 1.0, (0.2, 3.0), NonNegative, "1", Choice, "model.md submodel 3", "weight of posts as targets";
        target_weight_village = 1.0, (0.2, 3.0), NonNegative, "1", Choice, "model.md submodel 3", "weight of villages as targets";
        target_weight_site = 1.0, (0.2, 3.0), NonNegative, "1", Choice, "model.md submodel 3", "weight of contested sites as targets";
        target_weight_convoy = 1.0, (0.2, 3.0), NonNegative, "1", Choice, "model.md submodel 3", "weight of road links with people as targets";
        target_weight_crowd = 1.0, (0.2, 3.0), NonNegative, "1", Choice, "model.md submodel 3", "weight of crowds as targets";
        cover_residual = 0.1, (0.05, 0.2), Share, "1", Recalled, "evidence.md section 1, civilian exposure", "exposure of people in cover";
        occupancy_day = 0.7, (0.5, 0.9), Share, "1", Choice, "model.md submodel 3", "share of people present in a village by day";
        occupancy_night = 0.9, (0.7, 1.0), Share, "1", Choice, "model.md submodel 3", "share of people present in a village by night";
        village_reference_people = 1000.0, (500.0, 2000.0), Positive, "people", Choice, "model.md submodel 3", "people of a village at exposure 1";
        post_reference_crew = 40.0, (20.0, 60.0), Positive, "people", Sourced, "forces.csv outpost crew", "crew of a post at exposure 1";
        convoy_reference_people = 40.0, (20.0, 80.0), Positive, "people", Choice, "model.md submodel 3", "people on a kilometre either way at exposure 1";
        convoy_exposure_limit = 3.0, (1.0, 5.0), Positive, "1", Choice, "model.md submodel 3", "largest exposure of a convoy";
        crowd_reference_people = 100.0, (50.0, 200.0), Positive, "people", Choice, "model.md submodel 3", "size of a crowd at exposure 1";
        posture_prone = 0.3, (0.2, 0.5), Share, "1", Recalled, "evidence.md section 1, posture", "exposure of a crew that lies prone or is on alert";
        posture_dug_in = 0.1, (0.03, 0.15), Share, "1", Recalled, "evidence.md section 1, posture", "exposure of a crew that has dug in";
        dig_in_minutes = 10.0, (5.0, 30.0), Positive, "min", Choice, "model.md submodel 3", "time from the first hit to being dug in";
        surprise_after_hours = 24.0, (12.0, 48.0), Positive, "h", Choice, "model.md submodel 3", "time without a hit after which a crew can be surprised again";
        ruin_share_rung_3 = 0.1, (0.0, 0.3), Share, "1", Choice, "model.md submodel 3", "probability that a rung-3 incident at a village ruins houses";
        ruin_share_rung_4 = 0.4, (0.1, 0.7), Share, "1", Choice, "model.md submodel 3", "probability that a rung-4 incident at a village ruins houses";
        ruin_share_rung_5 = 0.7, (0.3, 1.0), Share, "1", Choice, "model.md submodel 3", "probability that a rung-5 incident at a village ruins houses";
        ruined_mean = 1.5, (0.5, 4.0), NonNegative, "houses", Choice, "model.md submodel 3", "mean houses ruined when any are";
        post_damage_share = 0.15, (0.05, 0.4), Share, "1", Choice, "model.md submodel 3; 2021-timeline.csv 29 April 17:00", "probability that a hit at rung 3 or more damages a post";
        post_burning_share = 0.05, (0.0, 0.2), Share, "1", Choice, "model.md submodel 3; 2021-timeline.csv 29 April 17:00", "probability that a hit at rung 3 or more sets a post on fire";
        bridge_break_share = 0.1, (0.0, 0.4), Share, "1", Choice, "model.md submodel 3; 2021-timeline.csv 29 April 15:00", "probability that a hit at rung 3 or more breaks a bridge";
        bridge_repair_hours = 72.0, (24.0, 240.0), Positive, "h", Choice, "model.md submodel 3", "median time to repair a broken bridge";
        bridge_repair_sigma = 0.5, (0.2, 1.0), NonNegative, "1", Choice, "model.md submodel 3", "sigma of the repair time";
    }

    /// Submodel 4, retaliation.
    retaliation: RetaliationParameters {
        n_self = 0.22, (0.1, 0.4), NonNegative, "1", Derived, "evidence.md section 1, mutual and self part [14]", "mean offspring on the acting side";
        n_cross = 0.47, (0.3, 0.6), NonNegative, "1", Derived, "evidence.md section 1, mutual and self part [14]", "mean offspring on the side hit, at hostility 1";
        growth_rung_1 = 1.0, (0.5, 1.5), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 1";
        growth_rung_2 = 1.0, (0.7, 1.3), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 2";
        growth_rung_3 = 1.35, (1.0, 1.7), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 3";
        growth_rung_4 = 1.7, (1.0, 2.4), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 4";
        growth_rung_5 = 2.0, (1.0, 3.0), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 5";
        growth_rung_6 = 2.2, (1.0, 3.0), NonNegative, "1", Choice, "model.md submodel 4", "factor g on offspring at rung 6";
        fast_share = 0.7, (0.5, 0.9), Share, "1", Choice, "evidence.md section 1, fast and slow response", "probability of a fast reply";
        fast_hours_mean = 0.5, (0.2, 4.0), Positive, "h", Choice, "model.md submodel 4; evidence.md gives 1 h", "mean delay of a fast reply";
        slow_hours_mean = 12.0, (6.0, 72.0), Positive, "h", Choice, "evidence.md section 1, fast and slow response", "mean delay of a slow reply";
        fatigue_effect = 0.5, (0.0, 1.0), Share, "1", Choice, "model.md submodel 4", "share of acts dropped at full fatigue";
        place_km = 5.0, (2.0, 10.0), Positive, "km", Choice, "model.md submodel 4", "distance scale at which posts near the place carry an act out";
        moves_share = 0.2, (0.0, 0.5), Share, "1", Choice, "model.md submodel 4", "probability, times the weight of distance, that an act moves to another sector";
        answer_share = 0.3, (0.0, 0.6), Share, "1", Choice, "model.md submodel 4", "probability that a post under fire answers in kind without order";
        answer_minutes_mean = 5.0, (1.0, 15.0), Positive, "min", Choice, "model.md submodel 4", "mean delay of an answer in kind";
        response_slope = 0.8, (0.4, 1.2), NonNegative, "1", Sourced, "evidence.md section 1, response curve [17]", "variant response_curve: mean size of the reply per size of the act";
        deterrence_share = 0.55, (0.3, 0.8), Share, "1", Sourced, "evidence.md section 1, deterrence [14]", "variant deterrence: probability that the side hit holds its fire at rung 2";
        deterrence_slope = 0.1, (0.0, 0.2), Share, "1", Choice, "evidence.md section 1, deterrence [14]", "variant deterrence: increase of that probability per rung above 2";
        constant_share = 0.98, (0.9, 1.0), Share, "1", Choice, "null model for comparison", "variant constant: probability that another act follows an act, whatever it was";
        constant_hours_mean = 0.5, (0.2, 2.0), Positive, "h", Choice, "null model for comparison", "variant constant: mean time to that act";
    }

    /// Submodel 5, perception.
    perception: PerceptionParameters {
        report_minutes_median = 20.0, (5.0, 60.0), Positive, "min", Recalled, "model.md submodel 5", "median delay of a report";
        report_sigma = 0.6, (0.3, 1.0), NonNegative, "1", Recalled, "model.md submodel 5", "sigma of the report delay";
        report_share = 0.9, (0.7, 1.0), Share, "1", Choice, "model.md submodel 5", "probability that an act is reported";
        misread_rung_share = 0.1, (0.05, 0.2), Share, "1", Recalled, "evidence.md section 1, mis-attribution", "probability that a rung is misread by one";
        accident_as_attack_share = 0.2, (0.1, 0.5), Share, "1", Recalled, "evidence.md section 1, mis-attribution [15, 19]", "probability that an accident is read as an attack";
        memory_hours = 9.0, (6.0, 48.0), Positive, "h", Choice, "model.md submodel 5; evidence.md gives 12 h", "decay time of perceived threat P";
        weight_rung_1 = 0.5, (0.2, 1.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-1 act";
        weight_rung_2 = 1.0, (0.5, 2.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-2 act";
        weight_rung_3 = 2.0, (1.0, 3.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-3 act";
        weight_rung_4 = 3.5, (2.0, 5.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-4 act";
        weight_rung_5 = 5.0, (3.0, 8.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-5 act";
        weight_rung_6 = 6.0, (3.0, 9.0), NonNegative, "1", Choice, "model.md submodel 5", "jump of P by a rung-6 act";
        weight_per_death = 1.5, (0.5, 3.0), NonNegative, "1", Choice, "evidence.md section 1, perceived threat", "jump of P per own death";
        sector_distance_km = 20.0, (10.0, 40.0), Positive, "km", Choice, "model.md entities", "distance scale of the weight between sectors";
    }

    /// Submodel 6, escalation.
    escalation: EscalationParameters {
        threshold_rung_3 = 4.5, (3.0, 6.0), Positive, "1", Choice, "model.md submodel 6", "P above which rung 3 is asked for";
        threshold_rung_4 = 6.0, (4.5, 9.0), Positive, "1", Choice, "model.md submodel 6", "P above which rung 4 is asked for";
        threshold_rung_5 = 12.0, (9.0, 18.0), Positive, "1", Choice, "model.md submodel 6", "P above which rung 5 is asked for";
        threshold_rung_6 = 24.0, (18.0, 34.0), Positive, "1", Choice, "model.md submodel 6", "P above which rung 6 is asked for";
        review_hours_median_rung_3 = 0.3, (0.1, 1.0), Positive, "h", Recalled, "evidence.md section 1, command latency", "median latency of a review for rung 3";
        review_hours_median_rung_4 = 0.5, (0.1, 2.0), Positive, "h", Recalled, "evidence.md section 1, command latency", "median latency of a review for rung 4";
        review_hours_median_rung_5 = 1.0, (0.3, 3.0), Positive, "h", Recalled, "evidence.md section 1, command latency", "median latency of a review for rung 5";
        review_hours_median_rung_6 = 2.0, (0.5, 6.0), Positive, "h", Recalled, "evidence.md section 1, command latency", "median latency of a review for rung 6";
        review_sigma = 0.6, (0.3, 1.0), NonNegative, "1", Recalled, "evidence.md section 1, command latency", "sigma of the review latency";
        approval_constant = 0.4, (-1.0, 1.0), Real, "1", Choice, "model.md submodel 6", "logit of approval at the threshold";
        approval_excess = 1.0, (0.5, 2.0), Real, "1", Choice, "model.md submodel 6", "effect of the relative excess of P on approval";
        approval_pressure = 2.0, (0.0, 4.0), NonNegative, "1", Choice, "model.md submodel 6", "effect of outside pressure against approval";
        approval_talks = 1.0, (0.0, 2.0), NonNegative, "1", Choice, "model.md submodel 6", "effect of running talks against approval";
        approval_truce = 0.4, (0.1, 1.0), Share, "1", Choice, "model.md submodel 6", "factor on approval while a truce is in force";
        refusal_hours = 1.0, (0.5, 6.0), Positive, "h", Choice, "model.md submodel 6", "time after a refusal without a new review";
        step_down_hours_mean = 3.0, (3.0, 24.0), Positive, "h", Choice, "model.md submodel 6; evidence.md gives 6 h", "mean time to a step down while P is low";
        step_down_share = 0.5, (0.3, 0.7), Share, "1", Choice, "evidence.md section 1, ladder step down", "share of the threshold below which a rung is stepped down";
        order_minutes_mean = 20.0, (5.0, 120.0), Positive, "min", Recalled, "model.md submodel 6", "mean delay of an order to a post";
        readiness_share = 1.0, (0.3, 1.0), Share, "1", Choice, "evidence.md F6", "probability that a side is ready for rung 5 in an alert at all and, if it is, for rung 6; 1 switches it off";
        alert_share = 0.3, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6", "share of foreign P without decay by distance while on alert";
        alert_reinforcement_hours_median = 1.0, (0.5, 4.0), Positive, "h", Choice, "model.md submodel 6; forces.csv gives 2-4 h along the whole line", "median time of reinforcement after an alert";
        alert_reinforcement_sigma = 0.5, (0.3, 1.0), NonNegative, "1", Choice, "model.md submodel 6", "sigma of the time of reinforcement";
        alert_calm_hours = 24.0, (12.0, 72.0), Positive, "h", Choice, "model.md submodel 6", "calm after which an alert lapses";
        operation_per_hour = 0.02, (0.0, 0.05), NonNegative, "1/h", Choice, "model.md submodel 6", "hazard of an operation per rung above 3";
        operation_in_truce = 0.12, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6; value as ceasefire.truce_fire", "factor on the hazard of an operation while a truce stands between the two anywhere";
        operation_hours_median = 6.0, (2.0, 24.0), Positive, "h", Choice, "model.md submodel 6", "median lead time of an operation";
        operation_sigma = 1.2, (0.5, 1.5), NonNegative, "1", Choice, "model.md submodel 6", "sigma of the lead time";
        operation_sectors_mean = 2.0, (0.0, 5.0), NonNegative, "sectors", Choice, "model.md submodel 6", "mean number of sectors beyond the first";
        operation_fire_share = 0.6, (0.2, 1.0), Share, "1", Choice, "model.md submodel 6", "probability that a post fires at the hour of an operation";
        operation_ground_share = 0.7, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6", "probability that an operation includes a ground action";
        operation_seen_share = 0.5, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6", "probability that preparations are seen";
        operation_seen_weight = 2.0, (0.0, 5.0), NonNegative, "1", Choice, "model.md submodel 6", "weight of seen preparations as a report";
        operation_called_off_truce = 0.7, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6", "probability that a written truce calls an operation off";
        operation_called_off_pressure = 0.5, (0.0, 1.0), Share, "1", Choice, "model.md submodel 6", "probability that pressure above 0.5 calls an operation off";
    }

    /// Submodel 7, border post.
    post: PostParameters {
        heavy_stock = 60.0, (20.0, 240.0), NonNegative, "incidents", Recalled, "model.md submodel 7", "heavy incidents in stock per side and sector";
        resupply_hours_median = 12.0, (6.0, 24.0), Positive, "h", Recalled, "evidence.md section 1, ammunition", "median time of a resupply";
        resupply_sigma = 0.5, (0.2, 1.0), NonNegative, "1", Choice, "model.md submodel 7", "sigma of the resupply time";
        suppression_per_hit = 0.5, (0.0, 2.0), NonNegative, "1", Choice, "evidence.md section 1, suppression", "suppression added by an incident at the post";
        suppression_minutes = 20.0, (5.0, 30.0), Positive, "min", Recalled, "evidence.md section 1, suppression", "recovery time of suppression";
        fatigue_rise_hours = 12.0, (6.0, 48.0), Positive, "h", Choice, "model.md submodel 7", "time in fire to full fatigue";
        fatigue_fall_hours = 24.0, (12.0, 72.0), Positive, "h", Choice, "model.md submodel 7", "time of rest to no fatigue";
        fire_memory_hours = 1.0, (0.5, 3.0), Positive, "h", Choice, "model.md submodel 7", "time after an act during which a garrison counts as in fire";
        reinforcement_people = 80.0, (40.0, 160.0), NonNegative, "people", Choice, "model.md submodel 7", "soldiers of one reinforcement";
        assault_radius_km = 5.0, (2.0, 10.0), Positive, "km", Choice, "model.md submodel 7", "distance within which a post can be assaulted";
        assault_ratio = 1.5, (1.0, 3.0), Positive, "1", Choice, "model.md submodel 7", "local ratio of attackers to defenders needed";
        assault_crew_share = 0.5, (0.2, 0.8), Share, "1", Choice, "model.md submodel 7", "share of fit crew that joins an assault";
        assault_per_fighter_hour = 0.1, (0.02, 0.5), NonNegative, "1/h", Recalled, "model.md submodel 7", "casualties per fighter-hour in an assault";
        support_per_fighter_hour = 0.01, (0.001, 0.02), NonNegative, "1/h", Recalled, "evidence.md section 1, direct-fire attrition", "casualties per fighter-hour by posts that support an assault";
        lanchester_exponent = 0.5, (0.0, 1.0), Share, "1", Recalled, "evidence.md section 1, direct-fire attrition", "law exponent: 0 square law, 1 linear law";
        defender_loss_share = 0.3, (0.1, 0.6), Share, "1", Choice, "model.md submodel 7", "loss at which the defender leaves";
        attacker_loss_share = 0.2, (0.1, 0.5), Share, "1", Choice, "model.md submodel 7", "loss at which the attacker breaks off";
        captured_share = 0.1, (0.0, 0.3), Share, "1", Choice, "model.md submodel 7", "share of survivors of a seized post who are captured";
        counter_seizure_per_hour = 0.02, (0.0, 0.1), NonNegative, "1/h", Choice, "model.md submodel 7", "hazard of a counter-seizure while a hostile post in reach has fired";
        entry_radius_km = 3.0, (1.0, 5.0), Positive, "km", Choice, "model.md submodel 7", "distance within which a village lies beside a post or link";
        burning_per_hour = 0.02, (0.0, 0.05), NonNegative, "1/h", Choice, "model.md submodel 7", "rate at which an empty house burns in an entered village";
        entry_flee_share = 0.8, (0.5, 1.0), Share, "1", Choice, "model.md submodel 7", "share of households still there who flee on foot at an entry; the rest are stranded";
        foot_speed_km_h = 3.0, (2.0, 5.0), Positive, "km/h", Recalled, "model.md submodel 7", "speed on foot";
        occupying_share = 0.5, (0.2, 0.8), Share, "1", Choice, "model.md submodel 7", "share of surviving attackers who stay in a seized post";
        hold_sigma = 0.6, (0.3, 1.0), NonNegative, "1", Choice, "model.md submodel 7", "sigma of the holding time of an entered village";
        hold_hours_median = 24.0, (6.0, 72.0), Positive, "h", Choice, "model.md submodel 7", "median time that an entered village is held without a truce";
    }

    /// Submodel 8, village.
    village: VillageParameters {
        reach_km_rung_1 = 1.4, (0.5, 3.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-1 acts";
        reach_km_rung_2 = 1.4, (0.5, 3.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-2 acts";
        reach_km_rung_3 = 3.5, (1.5, 6.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-3 acts";
        reach_km_rung_4 = 3.5, (1.5, 6.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-4 acts";
        reach_km_rung_5 = 7.0, (3.0, 12.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-5 acts";
        reach_km_rung_6 = 3.5, (1.5, 6.0), Positive, "km", Choice, "model.md submodel 8", "distance scale of threat by rung-6 acts";
        memory_hours = 6.0, (3.0, 24.0), Positive, "h", Choice, "model.md submodel 8", "decay time of threat at a village";
        alarm_threat = 1.0, (0.5, 2.0), Positive, "1", Choice, "model.md submodel 8", "threat at which the alarm is raised";
        notice_threat = 0.05, (0.01, 0.2), NonNegative, "1", Choice, "model.md submodel 8", "rise of threat by one act from which people notice it: it sends them into cover and puts off the return";
        leave_constant = -3.5, (-5.0, -2.0), Real, "1", Choice, "model.md submodel 8; evidence.md section 1 [26]", "logit of leaving without threat and order";
        leave_threat = 1.0, (0.5, 2.0), NonNegative, "1", Choice, "model.md submodel 8", "effect of ln(1 + threat) on leaving";
        leave_order = 1.5, (0.5, 3.0), NonNegative, "1", Choice, "model.md submodel 8", "effect of an order on leaving";
        leave_neighbours = 1.0, (0.0, 2.0), NonNegative, "1", Choice, "model.md submodel 8", "effect of the share already left on leaving";
        preparation_hours = 2.0, (0.75, 4.0), Positive, "h", Sourced, "evidence.md section 1 [27]; 2 h recalled", "scale of the Rayleigh preparation time";
        order_hours_median = 3.0, (1.0, 8.0), Positive, "h", Choice, "model.md submodel 8", "median delay of an evacuation order";
        order_sigma = 0.6, (0.3, 1.0), NonNegative, "1", Choice, "model.md submodel 8", "sigma of that delay";
        order_threat = 0.5, (0.2, 1.0), NonNegative, "1", Choice, "model.md submodel 8", "threat above which a village is ordered to leave";
        cover_base = 0.2, (0.0, 0.4), Share, "1", Recalled, "evidence.md section 1, civilian exposure", "share in cover when fire begins";
        cover_high = 0.8, (0.5, 0.95), Share, "1", Recalled, "evidence.md section 1, civilian exposure", "share in cover an hour later";
        cover_hours = 1.0, (0.5, 3.0), Positive, "h", Recalled, "evidence.md section 1, civilian exposure", "time to reach it";
        cover_leave_hours = 3.0, (1.0, 12.0), Positive, "h", Choice, "model.md submodel 8", "quiet time after which people leave cover";
    }

    /// Submodel 9, evacuation.
    evacuation: EvacuationParameters {
        vehicle_people = 4.0, (3.0, 6.0), Positive, "people", Recalled, "evidence.md section 1, road", "people of an own car";
        bus_people = 40.0, (20.0, 60.0), Positive, "people", Choice, "model.md submodel 9", "people of a bus";
        bus_turnaround_hours = 0.5, (0.2, 2.0), NonNegative, "h", Choice, "model.md submodel 9", "loading and unloading of a bus";
        highway_km_h = 60.0, (40.0, 80.0), Positive, "km/h", Choice, "model.md submodel 9", "free speed on a highway";
        local_km_h = 35.0, (20.0, 50.0), Positive, "km/h", Choice, "model.md submodel 9", "free speed on a local road";
        track_km_h = 25.0, (15.0, 40.0), Positive, "km/h", Choice, "model.md submodel 9", "free speed on an evacuation track";
        highway_per_hour = 600.0, (500.0, 1400.0), Positive, "vehicles/h", Sourced, "evidence.md section 1, road [31]", "capacity of a highway behind bottlenecks";
        local_per_hour = 400.0, (200.0, 600.0), Positive, "vehicles/h", Recalled, "evidence.md section 1, road", "capacity of a local or mountain road";
        track_per_hour = 250.0, (200.0, 600.0), Positive, "vehicles/h", Recalled, "evidence.md section 1, road", "capacity of an evacuation track";
        under_fire_hours = 1.0, (0.5, 3.0), Positive, "h", Choice, "model.md submodel 9", "time after an incident during which a link is under fire";
        fire_known_minutes = 15.0, (5.0, 60.0), NonNegative, "min", Choice, "model.md submodel 9", "time until drivers know of it";
        under_fire_share = 0.3, (0.1, 0.6), Share, "1", Choice, "model.md submodel 9", "share of entrants who still enter a link under fire";
        queue_exposed_share = 1.0, (0.0, 1.0), Share, "1", Choice, "model.md submodel 9", "share of queued people exposed as if on the link";
        crossing_closed_rung = 3.0, (2.0, 4.0), Positive, "rung", Choice, "model.md submodel 9", "authorised rung from which links across the other side's territory shut to civilians";
        public_share = 0.15, (0.1, 0.3), Share, "1", Sourced, "2021-displacement.csv (S35)", "share of the displaced who go to public shelters";
        return_per_day = 0.12, (0.08, 0.35), NonNegative, "1/day", Derived, "evidence.md section 1, return", "rate of return after calm";
        return_calm_hours = 24.0, (12.0, 72.0), Positive, "h", Choice, "model.md submodel 9", "calm before people return";
        return_step_hours = 3.0, (1.0, 24.0), Positive, "h", Choice, "model.md submodel 9", "time between groups that return to a village";
        ruined_wait_days = 90.0, (30.0, 365.0), Positive, "days", Choice, "model.md submodel 9", "mean wait of people whose home is ruined";
        stranded_retry_hours = 1.0, (0.5, 6.0), Positive, "h", Choice, "model.md submodel 9", "time after which stranded people look for a way again";
    }

    /// Submodel 10, ceasefire.
    ceasefire: CeasefireParameters {
        onset_per_hour = 0.004, (0.001, 0.006), NonNegative, "1/h", Choice, "evidence.md section 1, onset [32] for the direction", "hazard of talks per unit of P of both sides";
        onset_mediation = 1.0, (0.0, 3.0), NonNegative, "1", Choice, "model.md submodel 10", "effect of mediation on onset";
        onset_pressure = 1.0, (0.0, 3.0), NonNegative, "1", Choice, "model.md submodel 10", "effect of pressure on onset";
        onset_failed = 1.5, (1.0, 2.0), Positive, "1", Choice, "model.md submodel 10", "factor on onset per failed truce";
        channel_hours = 24.0, (12.0, 72.0), Positive, "h", Choice, "model.md submodel 10", "time during which an act of a rung keeps the channels of that rung open";
        talks_sigma = 0.4, (0.0, 1.0), NonNegative, "1", Choice, "no source; talks rarely take a tenth or ten times their median", "sigma of the lognormal length of talks, whose median is the channel's";
        neighbours_weight = 0.3, (0.1, 0.6), Share, "1", Choice, "model.md submodel 10", "weight from which sectors are neighbours in the scope of a truce";
        talks_success_share = 0.8, (0.5, 1.0), Share, "1", Choice, "model.md submodel 10", "probability that talks succeed";
        talks_fire = 0.7, (0.4, 1.0), Share, "1", Choice, "model.md submodel 10", "factor on fire while talks run";
        truce_fire = 0.12, (0.06, 0.6), Share, "1", Sourced, "evidence.md section 1, ceasefire effect [33]", "factor on fire of notified posts while a truce is in force";
        frailty_variance = 0.5, (0.0, 2.0), NonNegative, "1", Choice, "model.md submodel 10", "variance of the gamma frailty shared by the sectors of a truce";
        life_shape = 0.6, (0.5, 0.8), Positive, "1", Recalled, "evidence.md section 1, ceasefire life", "Weibull shape of a truce's life";
        life_hours = 35.0, (20.0, 80.0), Positive, "h", Choice, "evidence.md section 1, ceasefire life", "Weibull scale of the first truce's life";
        life_failed = 1.5, (1.2, 2.0), Positive, "1", Choice, "evidence.md section 1, learning [39, 35]", "factor on the scale per failed truce";
        hazard_written = 0.7, (0.4, 1.0), Positive, "1", Recalled, "evidence.md section 1, design [36, 37]", "hazard ratio of a written truce";
        hazard_withdrawal = 0.5, (0.4, 0.7), Positive, "1", Recalled, "evidence.md section 1, design [36]", "hazard ratio of a truce with withdrawal";
        hazard_monitoring = 0.5, (0.4, 0.7), Positive, "1", Recalled, "evidence.md section 1, design [36]", "hazard ratio of monitoring";
        hazard_face_to_face = 0.8, (0.6, 1.0), Positive, "1", Choice, "model.md submodel 10", "hazard ratio of talks face to face";
        hazard_remote = 1.3, (1.0, 1.6), Positive, "1", Choice, "model.md submodel 10", "hazard ratio of talks at a distance";
        hazard_heavy_act = 0.1, (0.0, 0.3), NonNegative, "1", Choice, "model.md submodel 10", "added to the hazard ratio by each act at rung 4 or more while in force";
        tested_hours = 24.0, (12.0, 48.0), Positive, "h", Choice, "model.md submodel 10", "time before a truce during which an act puts a sector at risk";
        held_hours = 72.0, (48.0, 168.0), Positive, "h", Choice, "model.md submodel 10", "time without an act at rung 2 or more after which a truce has held";
        held_lapse_rung = 3.0, (2.0, 5.0), Positive, "rung", Choice, "model.md submodel 10: later fire is a new spark", "rung of an act that ends the effect of a held truce in its sector";
        collapse_share = 0.3333333333333333, (0.1, 0.7), Share, "1", Choice, "model.md submodel 10", "share of breached sectors at which the whole falls";
        breach_unnotified = 2.0, (1.0, 5.0), Positive, "1", Choice, "model.md submodel 10", "factor on the chance that an unnotified post breaches";
        breach_distance = 1.5, (1.0, 3.0), Positive, "1", Choice, "model.md submodel 10", "factor on that chance per 30 km from the talks";
        breach_distance_km = 30.0, (10.0, 100.0), Positive, "km", Choice, "model.md submodel 10", "distance from the talks over which that factor applies once";
        breach_grievance = 2.0, (1.0, 5.0), Positive, "1", Choice, "model.md submodel 10", "factor on that chance across an open grievance";
        breach_rung_3_share = 0.4, (0.0, 1.0), Share, "1", Choice, "model.md submodel 10", "probability that a breach is at rung 3";
    }

    /// Submodel 11, third party.
    third_party: ThirdPartyParameters {
        delay_sigma = 0.6, (0.3, 1.0), NonNegative, "1", Choice, "model.md submodel 11", "sigma of the lognormal delay of a third party that waits for a rung";
        spoiler_rung_3_share = 0.3, (0.0, 1.0), Share, "1", Choice, "evidence.md section 1, spoilers", "probability that a spoiler fires at rung 3 and not 2";
        pressure_hours = 24.0, (6.0, 96.0), Positive, "h", Choice, "model.md submodel 11", "decay time of the pressure of a call";
        leaving_hazard = 1.2, (1.0, 1.3), Positive, "1", Recalled, "evidence.md section 1, third parties [38]", "hazard ratio on truces after a mediator has left";
    }

    /// Submodel 12, claims.
    claims: ClaimsParameters {
        interval_hours = 4.0, (1.0, 12.0), Positive, "h", Choice, "2021-casualties.csv", "time between statements of an office";
        death_hours_median = 12.0, (6.0, 48.0), Positive, "h", Sourced, "case README trap 3", "median delay until a death is registered";
        death_sigma = 0.8, (0.3, 1.2), NonNegative, "1", Choice, "model.md submodel 12", "sigma of that delay";
        wounded_sigma = 0.8, (0.3, 1.2), NonNegative, "1", Choice, "as for deaths", "sigma of the delay until a wounded person is registered";
        silence_hours = 48.0, (12.0, 168.0), Positive, "h", Choice, "2021-casualties.csv", "time without news after which an office falls silent";
        wounded_hours_median = 4.0, (1.0, 12.0), Positive, "h", Choice, "2021-casualties.csv", "median delay until a wounded person is registered";
        hosted_hours_median = 12.0, (4.0, 36.0), Positive, "h", Choice, "model.md submodel 12", "median delay until hosted people are registered";
        public_hours_median = 2.0, (1.0, 6.0), Positive, "h", Choice, "model.md submodel 12", "median delay until people in public shelters are registered";
        displaced_sigma = 1.0, (0.3, 1.5), NonNegative, "1", Choice, "model.md submodel 12", "sigma of the registration of the displaced";
        own_share_low = 0.7, (0.5, 1.0), Share, "1", Recalled, "evidence.md section 1, reporting", "lowest share of own dead ever published";
        own_share_high = 1.0, (0.8, 1.0), Share, "1", Recalled, "evidence.md section 1, reporting", "highest share of own dead ever published";
        enemy_factor_low = 1.0, (0.5, 1.5), NonNegative, "1", Recalled, "evidence.md section 1, reporting", "lowest factor on the other side's dead";
        enemy_factor_high = 3.0, (1.5, 5.0), NonNegative, "1", Recalled, "evidence.md section 1, reporting", "highest factor on the other side's dead";
        feedback = 1.0, (0.0, 1.0), Share, "1", Choice, "model.md submodel 12", "weight of claims on threat and trust";
        threat_per_death = 1.5, (0.0, 3.0), NonNegative, "1", Choice, "model.md submodel 12", "jump of P per own death published beyond the reported ones";
        trust_per_claim = 0.02, (0.0, 0.1), Share, "1", Choice, "model.md submodel 12", "trust lost by an enemy claim";
        trust_per_breach = 0.1, (0.0, 0.3), Share, "1", Choice, "model.md submodel 12", "trust lost by a proved breach";
    }

    /// Submodel 13, wounded.
    wounded: WoundedParameters {
        dying_share = 0.04, (0.02, 0.06), Share, "1", Recalled, "evidence.md section 1, died of wounds", "share of the wounded who die";
        dying_hours_cut = 72.0, (24.0, 168.0), Positive, "h", Choice, "evidence.md section 1, died of wounds", "time within which the dying die";
        dying_hours_mean = 18.0, (6.0, 36.0), Positive, "h", Choice, "model.md submodel 13", "mean time to death before the cut at 72 h";
    }
}

impl IncidentParameters {
    /// Mean killed per incident at exposure 1, by rung 1-6.
    pub fn killed_mean(&self, rung: u8) -> f64 {
        [
            self.killed_mean_rung_1,
            self.killed_mean_rung_2,
            self.killed_mean_rung_3,
            self.killed_mean_rung_4,
            self.killed_mean_rung_5,
            self.killed_mean_rung_6,
        ][usize::from(rung) - 1]
    }

    /// Probability that an incident at a village ruins houses, by rung.
    pub fn ruin_share(&self, rung: u8) -> f64 {
        match rung {
            3 => self.ruin_share_rung_3,
            4 => self.ruin_share_rung_4,
            5 | 6 => self.ruin_share_rung_5,
            _ => 0.0,
        }
    }
}

impl RetaliationParameters {
    /// Factor on offspring by rung 1-6.
    pub fn growth(&self, rung: u8) -> f64 {
        [
            self.growth_rung_1,
            self.growth_rung_2,
            self.growth_rung_3,
            self.growth_rung_4,
            self.growth_rung_5,
            self.growth_rung_6,
        ][usize::from(rung) - 1]
    }
}

impl PerceptionParameters {
    /// Weight of a reported act by rung 1-6, in perceived threat and in the threat at villages.
    pub fn weight(&self, rung: u8) -> f64 {
        [
            self.weight_rung_1,
            self.weight_rung_2,
            self.weight_rung_3,
            self.weight_rung_4,
            self.weight_rung_5,
            self.weight_rung_6,
        ][usize::from(rung) - 1]
    }
}

impl EscalationParameters {
    /// Threshold of P for a rung 3-6.
    pub fn threshold(&self, rung: u8) -> f64 {
        [self.threshold_rung_3, self.threshold_rung_4, self.threshold_rung_5, self.threshold_rung_6]
            [usize::from(rung) - 3]
    }

    /// Median latency of a review for a rung 3-6, in hours.
    pub fn review_hours_median(&self, rung: u8) -> f64 {
        [
            self.review_hours_median_rung_3,
            self.review_hours_median_rung_4,
            self.review_hours_median_rung_5,
            self.review_hours_median_rung_6,
        ][usize::from(rung) - 3]
    }
}

impl VillageParameters {
    /// Distance scale of threat by rung 1-6, in km.
    pub fn reach_km(&self, rung: u8) -> f64 {
        [
            self.reach_km_rung_1,
            self.reach_km_rung_2,
            self.reach_km_rung_3,
            self.reach_km_rung_4,
            self.reach_km_rung_5,
            self.reach_km_rung_6,
        ][usize::from(rung) - 1]
    }
}
