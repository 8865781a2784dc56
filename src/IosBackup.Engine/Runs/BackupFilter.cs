using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Runs;

/// <summary>
/// The data types and apps that a backup is limited to, or made without. It saves space on the host and no time: the
/// device sends everything that it thinks belongs into a backup. The result can be read, not restored as a whole.
/// </summary>
public sealed class BackupFilter
{
    private const string IncludeKey = "Include";
    private const string ExcludeKey = "Exclude";
    private const string IncludeAppsKey = "IncludeApps";
    private const string ExcludeAppsKey = "ExcludeApps";

    private readonly HashSet<DataType> _included;
    private readonly HashSet<DataType> _excluded;
    private readonly AppPattern[] _includedApps;
    private readonly AppPattern[] _excludedApps;

    /// <summary>Makes a filter.</summary>
    /// <param name="include">The types to keep.</param>
    /// <param name="exclude">Types to leave out.</param>
    /// <param name="includeApps">
    /// The apps to keep beside those types, with their extensions and groups. Everything is kept when neither types nor
    /// apps are given.
    /// </param>
    /// <param name="excludeApps">Apps to leave out.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: nothing would be left.</exception>
    public BackupFilter(
        IEnumerable<DataType> include,
        IEnumerable<DataType> exclude,
        IEnumerable<AppPattern>? includeApps = null,
        IEnumerable<AppPattern>? excludeApps = null)
    {
        _included = [.. include];
        _excluded = [.. exclude];
        _includedApps = [.. includeApps ?? []];
        _excludedApps = [.. excludeApps ?? []];
        HashSet<string> unwanted = new(Texts(_excludedApps), StringComparer.OrdinalIgnoreCase);
        if (IsLimited && _included.All(_excluded.Contains) && Texts(_includedApps).All(unwanted.Contains))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "Everything included is excluded as well.");
        }
    }

    /// <summary>Whether everything is kept.</summary>
    public bool IsEmpty => !IsLimited && _excluded.Count == 0 && _excludedApps.Length == 0;

    /// <summary>The same text for the same filter.</summary>
    internal string Key => IsEmpty
        ? string.Empty
        : string.Join(
            ";",
            "+" + string.Join(",", Names(_included)),
            "-" + string.Join(",", Names(_excluded)),
            "+" + string.Join(",", Texts(_includedApps)),
            "-" + string.Join(",", Texts(_excludedApps)));

    /// <summary>Whether it asks which app a file belongs to.</summary>
    internal bool NamesApps => _includedApps.Length + _excludedApps.Length > 0;

    private bool IsLimited => _included.Count > 0 || _includedApps.Length > 0;

    /// <summary>Whether files are kept.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="app">The id of the app that they belong to; null for no app's.</param>
    public bool Keeps(DataType type, string? app) =>
        !_excluded.Contains(type)
        && !Fits(_excludedApps, app)
        && (!IsLimited || _included.Contains(type) || Fits(_includedApps, app));

    /// <summary>Whether files of some app, nobody knows of which, may be kept.</summary>
    internal bool MayKeep(DataType type) =>
        !_excluded.Contains(type) && (!IsLimited || _included.Contains(type) || _includedApps.Length > 0);

    /// <summary>The apps that the filter names although none of those given has their id.</summary>
    internal IEnumerable<string> AppsNotAmong(IReadOnlyCollection<string> apps) => _includedApps
        .Concat(_excludedApps)
        .Where(pattern => pattern.NamesOne && !apps.Any(app => pattern.Fits(app)))
        .Select(static pattern => pattern.Text)
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says in short what a filter keeps, as it is recorded: the same text for the same filter.</summary>
    internal static string Describe(PlistDictionary recorded)
    {
        string[] kept = [.. Texts(recorded, IncludeKey), .. Texts(recorded, IncludeAppsKey)];
        string[] dropped = [.. Texts(recorded, ExcludeKey), .. Texts(recorded, ExcludeAppsKey)];
        string all = kept.Length == 0 ? "*" : string.Join(", ", kept);
        return dropped.Length == 0 ? all : $"{all} - {string.Join(", ", dropped)}";
    }

    internal PlistDictionary ToPlist()
    {
        PlistDictionary values = new();
        if (!IsEmpty)
        {
            values[IncludeKey] = Strings(Names(_included));
            values[ExcludeKey] = Strings(Names(_excluded));
            values[IncludeAppsKey] = Strings(Texts(_includedApps));
            values[ExcludeAppsKey] = Strings(Texts(_excludedApps));
        }

        return values;
    }

    private static bool Fits(AppPattern[] patterns, string? app) =>
        app is not null && Array.Exists(patterns, pattern => pattern.Fits(app));

    private static IEnumerable<string> Names(IEnumerable<DataType> types) =>
        types.OrderBy(static type => type).Select(static type => type.ToString());

    private static IEnumerable<string> Texts(IEnumerable<AppPattern> apps) =>
        apps.Select(static app => app.Text).OrderBy(static text => text, StringComparer.Ordinal);

    private static IEnumerable<string> Texts(PlistDictionary recorded, string key) =>
        (recorded.GetArray(key) ?? []).OfType<PlistString>().Select(static text => text.Value);

    private static PlistArray Strings(IEnumerable<string> texts) =>
        new(texts.Select(static text => (PlistNode)text));
}
