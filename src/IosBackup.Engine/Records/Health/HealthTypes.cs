using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IosBackup.Engine.Records.Health;

/// <summary>The types of health samples whose numbers are known.</summary>
public static class HealthTypes
{
    /// <summary>The number of workouts.</summary>
    internal const int Workout = 79;

    /// <summary>The number of sleep.</summary>
    internal const int Sleep = 63;

    private static readonly Dictionary<long, HealthType> s_all = new HealthType[]
    {
        new(0, "BodyMassIndex", "count"),
        new(1, "BodyFatPercentage", "%", 100),
        new(2, "Height", "m"),
        new(3, "BodyMass", "kg"),
        new(4, "LeanBodyMass", "kg"),
        new(5, "HeartRate", "count/min", 60),
        new(7, "StepCount", "count", IsSum: true),
        new(8, "DistanceWalkingRunning", "m", IsSum: true),
        new(9, "BasalEnergyBurned", "kcal", IsSum: true),
        new(10, "ActiveEnergyBurned", "kcal", IsSum: true),
        new(12, "FlightsClimbed", "count", IsSum: true),
        new(14, "OxygenSaturation", "%", 100),
        new(16, "BloodPressureSystolic", "mmHg"),
        new(17, "BloodPressureDiastolic", "mmHg"),
        new(61, "RespiratoryRate", "count/min", 60),
        new(62, "BodyTemperature", "degC"),
        new(Sleep, "SleepAnalysis"),
        new(70, "AppleStandHour"),
        new(75, "AppleExerciseTime", "min", IsSum: true),
        new(76, "ActivityRings"),
        new(Workout, "Workout"),
        new(83, "DistanceCycling", "m", IsSum: true),
        new(102, "WorkoutRoute"),
        new(118, "RestingHeartRate", "count/min", 60),
        new(139, "HeartRateVariabilitySDNN", "ms", 1000),
        new(173, "HeadphoneAudioExposure", "dBASPL"),
        new(256, "AppleSleepingWristTemperature", "degC"),
    }.ToDictionary(static type => type.Code);

    private static readonly string[] s_sleep = ["InBed", "Asleep", "Awake", "AsleepCore", "AsleepDeep", "AsleepREM"];

    private static readonly Dictionary<long, string> s_activities = new()
    {
        [13] = "Cycling", [24] = "Hiking", [35] = "Rowing", [37] = "Running", [46] = "Swimming",
        [50] = "TraditionalStrengthTraining", [52] = "Walking", [57] = "Yoga",
        [63] = "HighIntensityIntervalTraining", [66] = "Pilates", [3000] = "Other",
    };

    /// <summary>The types that have names.</summary>
    public static IEnumerable<HealthType> All => s_all.Values;

    /// <summary>The type of a number; of one without a name when it is not known.</summary>
    public static HealthType Find(long code) => s_all.TryGetValue(code, out HealthType? type)
        ? type
        : new HealthType(code, "Type " + code.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a number has a name.</summary>
    internal static bool IsKnown(long code) => s_all.ContainsKey(code);

    /// <summary>The name of what a category's value means.</summary>
    internal static string Category(long code, long value) => code == Sleep && value >= 0 && value < s_sleep.Length
        ? s_sleep[value]
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The name of a workout's activity.</summary>
    internal static string Activity(long activity) => s_activities.TryGetValue(activity, out string? name)
        ? name
        : "Activity " + activity.ToString(CultureInfo.InvariantCulture);
}
