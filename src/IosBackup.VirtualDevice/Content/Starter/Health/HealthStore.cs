using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Health;

/// <summary>
/// Writes the health stores: what a phone and a watch measure, workouts with a route, and the medical ID.
/// </summary>
internal sealed class HealthStore : IDisposable
{
    private const string Domain = "HealthDomain";
    private const int Height = 2;
    private const int BodyMass = 3;
    private const int HeartRate = 5;
    private const int Steps = 7;
    private const int Distance = 8;
    private const int ActiveEnergy = 10;
    private const int Flights = 12;
    private const int Sleep = 63;
    private const int StandHour = 70;
    private const int ActivityCache = 76;
    private const int WorkoutType = 79;
    private const int WorkoutRoute = 102;
    private const int RestingHeartRate = 118;
    private const int HeadphoneLevel = 173;
    private const int Running = 37;
    private const int Hiking = 24;
    private const int Cycling = 13;
    private const int Yoga = 57;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly StoreBuilder _sources = new(HealthSchema.Sources);
    private readonly StoreBuilder _store = new(HealthSchema.Samples);
    private readonly Dictionary<string, long> _units = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly long _phone;
    private readonly long _watch;

    private HealthStore(Story story)
    {
        _story = story;
        _random = story.Random("health");
        string first = story.Cast.Owner.First!;
        _phone = AddSource($"{first}’s iPhone", "com.apple.health." + _random.Guid(), "iPhone16,1", "iPhone");
        _watch = AddSource($"{first}’s Apple Watch", "com.apple.health." + _random.Guid(), "Watch7,1", "Watch");
        AddSource("Trailmate", "com.example.trailmate", "iPhone16,1", null);
    }

    public static void Write(Story story)
    {
        using HealthStore health = new(story);
        health.AddBody();
        health.AddDays();
        health.AddWorkouts();
        health.AddEpisodes();
        health.Finish();
    }

    public void Dispose()
    {
        _sources.Dispose();
        _store.Dispose();
    }

    private long AddSource(string name, string bundle, string product, string? model)
    {
        DateTimeOffset since = _story.DaysAgo(700, 9, 0);
        long source = _sources.Insert("sources", new StoreRow
        {
            ["uuid"] = _random.Bytes(16), ["bundle_id"] = bundle, ["name"] = name, ["source_options"] = 2L,
            ["local_device"] = model == "iPhone", ["product_type"] = product, ["deleted"] = 0L,
            ["mod_date"] = PhoneTime.Cocoa(since), ["provenance"] = 0L, ["sync_anchor"] = 1L, ["sync_identity"] = 1L,
            ["logical_source_id"] = _sources.Insert("logical_sources", new StoreRow { ["bundle_id"] = bundle }),
        });
        long device = _sources.Insert("source_devices", new StoreRow
        {
            ["uuid"] = _random.Bytes(16), ["name"] = model is null ? "__NONE__" : name, ["manufacturer"] = "Apple Inc.",
            ["model"] = model ?? "__NONE__", ["hardware"] = product, ["software"] = _story.Options.ProductVersion,
            ["localIdentifier"] = model is null ? "__NONE__" : _random.Guid(),
            ["creation_date"] = PhoneTime.Cocoa(since),
            ["sync_provenance"] = 0L, ["sync_identity"] = 1L,
        });
        return _store.Insert("data_provenances", new StoreRow
        {
            ["sync_provenance"] = 0L, ["origin_product_type"] = product, ["origin_build"] = "22G100",
            ["local_product_type"] = "iPhone16,1", ["local_build"] = "22G100", ["source_id"] = source,
            ["device_id"] = device,
            ["contributor_id"] = 1L, ["source_version"] = _story.Options.ProductVersion,
            ["tz_name"] = PhoneTime.ZoneName,
            ["origin_major_version"] = 18L, ["origin_minor_version"] = 6L, ["origin_patch_version"] = 2L,
            ["derived_flags"] = 0L, ["sync_identity"] = 1L,
        });
    }

    private void AddBody()
    {
        AddQuantity(Height, _story.DaysAgo(700, 9, 0), 0, 1.71, "cm", 171, _phone);
        for (int day = 364; day >= 0; day -= 28)
        {
            double mass = 63.5 + (_random.Next(20) / 10.0);
            AddQuantity(BodyMass, _story.DaysAgo(day, 7, 10), 0, mass, "kg", mass, _phone);
        }
    }

    private void AddDays()
    {
        for (int day = _story.Options.HealthDays; day > 0; day--)
        {
            AddDay(_random, _story.DaysAgo(day, 0, 0));
        }
    }

    private void AddEpisodes()
    {
        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            StarterRandom random = _story.EpisodeRandom(i, "health");
            DateTimeOffset day = PhoneTime.ToLondon(_story.EpisodeStart(i).AddDays(1));
            AddDay(random, PhoneTime.London(day.Year, day.Month, day.Day));
        }
    }

    private void AddDay(StarterRandom random, DateTimeOffset midnight)
    {
        for (int hour = 7; hour < 23; hour += 2)
        {
            DateTimeOffset start = midnight.AddHours(hour).AddMinutes(random.Next(50));
            int steps = random.Next(40, 1600);
            AddQuantity(Steps, start, 600, steps, "count", steps, random.Chance(0.5) ? _phone : _watch);
            AddQuantity(Distance, start, 600, steps * 0.71, "m", steps * 0.71, _phone);
            AddQuantity(ActiveEnergy, start, 600, steps * 0.04, "kcal", steps * 0.04, _watch);
            int beats = random.Next(52, 140);
            AddQuantity(HeartRate, start, 0, beats / 60.0, "count/min", beats, _watch);
            Describe("_HKPrivateHeartRateContext", 3);
        }

        AddQuantity(Flights, midnight.AddHours(18), 30, random.Next(1, 9), "count", 3, _phone);
        int resting = random.Next(50, 60);
        AddQuantity(RestingHeartRate, midnight.AddHours(12), 0, resting / 60.0, "count/min", resting, _watch);
        AddQuantity(HeadphoneLevel, midnight.AddHours(8.5), 1200, random.Next(55, 80), "dBASPL", 70, _phone);
        AddCategory(StandHour, midnight.AddHours(14), 3600, 0, _watch);
        AddSleep(random, midnight);
        AddRings(random, midnight);
    }

    private void AddSleep(StarterRandom random, DateTimeOffset midnight)
    {
        const int Awake = 2;
        const int Core = 3;
        const int Deep = 4;
        const int Dreams = 5;
        DateTimeOffset start = midnight.AddMinutes(random.Next(90));
        foreach (int phase in new[] { Core, Deep, Core, Dreams, Awake, Core, Dreams })
        {
            int seconds = random.Next(10, 90) * 60;
            AddCategory(Sleep, start, seconds, phase, _watch);
            start = start.AddSeconds(seconds);
        }
    }

    private void AddRings(StarterRandom random, DateTimeOffset midnight)
    {
        long data = AddSample(ActivityCache, midnight, 86_400, _watch);
        _store.Insert("activity_caches", new StoreRow
        {
            ["data_id"] = data,
            ["cache_index"] = (long)(midnight - new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalDays,
            ["sequence"] = 1L, ["energy_burned"] = (double)random.Next(200, 700), ["energy_burned_goal"] = 450.0,
            ["brisk_minutes"] = (double)random.Next(0, 70), ["brisk_minutes_goal"] = 30.0,
            ["active_hours"] = (double)random.Next(6, 14), ["active_hours_goal"] = 12.0,
            ["steps"] = (double)random.Next(2000, 14_000), ["walk_distance"] = (double)random.Next(1500, 9000),
        });
    }

    private void AddWorkouts()
    {
        AddWorkout(Hiking, _story.DaysAgo(60, 9, 0), 4 * 3600, 11_300, 780, hasRoute: true);
        AddWorkout(Running, _story.DaysAgo(14, 7, 0), 1800, 5_020, 340, hasRoute: true);
        AddWorkout(Cycling, _story.DaysAgo(9, 17, 30), 2700, 14_800, 410, hasRoute: false);
        AddWorkout(Yoga, _story.DaysAgo(4, 6, 30), 1200, null, 70, hasRoute: false);
    }

    private void AddWorkout(
        int activity, DateTimeOffset start, int seconds, double? meters, double energy, bool hasRoute)
    {
        byte[] uuid = _random.Bytes(16);
        long data = AddSample(WorkoutType, start, seconds, _watch, uuid);
        double begin = PhoneTime.Cocoa(start);
        _store.Insert("workouts", new StoreRow { ["data_id"] = data, ["total_distance"] = meters, ["goal_type"] = 0L });
        long row = _store.Insert("workout_activities", new StoreRow
        {
            ["uuid"] = _random.Bytes(16), ["owner_id"] = data, ["is_primary_activity"] = true,
            ["activity_type"] = (long)activity, ["location_type"] = 3L, ["swimming_location_type"] = 0L,
            ["start_date"] = begin, ["end_date"] = begin + seconds, ["duration"] = (double)seconds,
        });
        AddStatistics(row, ActiveEnergy, energy, null, null);
        AddStatistics(row, HeartRate, 2.2, 1.4, 2.9);
        if (meters is double distance)
        {
            AddStatistics(row, Distance, distance, null, null);
        }

        if (hasRoute)
        {
            AddRoute(data, start, seconds);
        }

        _story.Truth.Add(
            StarterKind.Workout,
            Convert.ToHexString(uuid),
            activity.ToString(CultureInfo.InvariantCulture),
            start);
    }

    private void AddStatistics(long activity, int type, double quantity, double? low, double? high) =>
        _store.Insert("workout_statistics", new StoreRow
        {
            ["workout_activity_id"] = activity, ["data_type"] = (long)type, ["quantity"] = quantity, ["min"] = low,
            ["max"] = high,
        });

    private void AddRoute(long workout, DateTimeOffset start, int seconds)
    {
        const int Points = 60;
        long route = AddSample(WorkoutRoute, start, seconds, _watch);
        _store.Insert("data_series", new StoreRow
        {
            ["data_id"] = route, ["frozen"] = true, ["count"] = (long)Points, ["hfd_key"] = route,
            ["series_location"] = 0L,
        });
        _store.Insert("associations", new StoreRow { ["parent_id"] = workout, ["child_id"] = route });
        for (int i = 0; i < Points; i++)
        {
            _store.Insert("location_series_data", new StoreRow
            {
                ["series_identifier"] = route, ["timestamp"] = PhoneTime.Cocoa(start) + ((double)seconds * i / Points),
                ["longitude"] = -4.0763 + (i * 0.0004), ["latitude"] = 53.0685 + (i * 0.0003),
                ["altitude"] = 120.0 + (i * 4),
                ["speed"] = 1.1, ["course"] = 40.0, ["horizontal_accuracy"] = 3.0, ["vertical_accuracy"] = 4.0,
                ["speed_accuracy"] = 0.3, ["course_accuracy"] = 5.0, ["signal_environment"] = 1L,
            });
        }
    }

    private void AddQuantity(
        int type, DateTimeOffset start, int seconds, double canonical, string unit, double original, long provenance)
    {
        long data = AddSample(type, start, seconds, provenance);
        _store.Insert("quantity_samples", new StoreRow
        {
            ["data_id"] = data,
            ["quantity"] = canonical,
            ["original_quantity"] = original,
            ["original_unit"] = RowOf("unit_strings", "unit_string", _units, unit),
        });
    }

    private void AddCategory(int type, DateTimeOffset start, int seconds, int value, long provenance)
    {
        long data = AddSample(type, start, seconds, provenance);
        _store.Insert("category_samples", new StoreRow { ["data_id"] = data, ["value"] = (long)value });
    }

    private long AddSample(int type, DateTimeOffset start, int seconds, long provenance, byte[]? uuid = null)
    {
        double begin = PhoneTime.Cocoa(start);
        long data = _store.Insert("objects", new StoreRow
        {
            ["uuid"] = uuid ?? _random.Bytes(16), ["provenance"] = provenance, ["type"] = 1L,
            ["creation_date"] = begin + seconds + 1,
        });
        _store.Insert("samples", new StoreRow
        {
            ["data_id"] = data, ["start_date"] = begin, ["end_date"] = begin + seconds, ["data_type"] = (long)type,
        });
        _story.Truth.AddCount(StarterKind.HealthSample, 1);
        return data;
    }

    /// <summary>Describes the sample that was added last.</summary>
    private void Describe(string key, double value) => _store.Insert("metadata_values", new StoreRow
    {
        ["key_id"] = RowOf("metadata_keys", "key", _keys, key),
        ["object_id"] = _store.QueryInteger("SELECT MAX(data_id) FROM objects"),
        ["value_type"] = 1L,
        ["numerical_value"] = value,
    });

    private long RowOf(string table, string column, Dictionary<string, long> known, string value)
    {
        if (!known.TryGetValue(value, out long row))
        {
            row = _store.Insert(table, new StoreRow { [column] = value });
            known.Add(value, row);
        }

        return row;
    }

    private void Finish()
    {
        DateTimeOffset modified = _story.Now.AddMinutes(-20);
        DateTimeOffset earlier = _story.DaysAgo(20, 4, 0);
        Add("Health/healthdb.sqlite", _sources.ToImage(), earlier);
        Add("Health/healthdb_secure.sqlite", _store.ToImage(), modified);
        using StoreBuilder series = new("CREATE TABLE hfd_metadata (key TEXT UNIQUE, value);");
        Add("Health/healthdb_secure.hfd", series.ToImage(), earlier);
        Add("Health/healthdb_secure.hfd-wal", [], earlier);
        Add("MedicalID/MedicalIDData.archive", MedicalId(), _story.DaysAgo(700, 9, 0));
        _story.Files.AddDirectories(Domain, "Health/Journals", "Health/CloudSyncJournals");
    }

    private byte[] MedicalId()
    {
        KeyedArchiveWriter archive = new();
        return archive.ToBytes(archive.Object(
            ["_HKMedicalIDData", "NSObject"],
            ("HKMedicalIDDataNameKey", archive.Value(_story.Cast.Owner.FullName)),
            ("HKMedicalIDDataBloodTypeKey", 7),
            ("HKMedicalIDDataAllergyInfoKey", archive.Value("Penicillin")),
            ("HKMedicalIDDataIsDisabledKey", false)));
    }

    private void Add(string path, byte[] content, DateTimeOffset modified) =>
        _story.Files.Add(Domain, path, content, modified, onlyWhenEncrypted: true);
}
