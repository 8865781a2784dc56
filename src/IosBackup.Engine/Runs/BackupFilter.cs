using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Runs;

/// <summary>
/// The data types that a backup is limited to, or made without. It saves space on the host and no time: the device
/// sends everything that it thinks belongs into a backup. The result can be read, not restored as a whole.
/// </summary>
public sealed class BackupFilter
{
    private readonly HashSet<DataType> _included;
    private readonly HashSet<DataType> _excluded;

    /// <summary>Makes a filter.</summary>
    /// <param name="include">The only types to keep; all when empty.</param>
    /// <param name="exclude">Types to leave out.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: nothing would be left.</exception>
    public BackupFilter(IEnumerable<DataType> include, IEnumerable<DataType> exclude)
    {
        _included = [.. include];
        _excluded = [.. exclude];
        if (_included.Count > 0 && _included.All(_excluded.Contains))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "Every included data type is excluded as well.");
        }
    }

    /// <summary>Whether everything is kept.</summary>
    public bool IsEmpty => _included.Count == 0 && _excluded.Count == 0;

    /// <summary>The same text for the same filter.</summary>
    internal string Key =>
        IsEmpty ? string.Empty : $"+{string.Join(",", Names(_included))}-{string.Join(",", Names(_excluded))}";

    /// <summary>Whether files of a type are kept.</summary>
    public bool Keeps(DataType type) => !_excluded.Contains(type) && (_included.Count == 0 || _included.Contains(type));

    /// <summary>Whether a file that the device names can be dropped while it arrives.</summary>
    internal bool Drops(string devicePath)
    {
        IReadOnlyCollection<DataType> types = DevicePathTypes.Of(devicePath);
        return types.Count > 0 && !types.Any(Keeps);
    }

    internal PlistDictionary ToPlist()
    {
        PlistDictionary values = new();
        if (!IsEmpty)
        {
            values["Include"] = new PlistArray(Names(_included).Select(static name => (PlistNode)name));
            values["Exclude"] = new PlistArray(Names(_excluded).Select(static name => (PlistNode)name));
        }

        return values;
    }

    private static IEnumerable<string> Names(IEnumerable<DataType> types) =>
        types.OrderBy(static type => type).Select(static type => type.ToString());
}
