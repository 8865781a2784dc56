using System;
using System.Collections.Generic;
using System.Globalization;

namespace IosBackup.Engine.Services;

/// <summary>What AFC says about a file or folder.</summary>
internal sealed class AfcFileInfo(IReadOnlyDictionary<string, string> values)
{
    private const long NanosecondsPerTick = 100;

    /// <summary>All that the device said, by its own names.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } = values;

    /// <summary>The size in bytes.</summary>
    public long Size => Integer("st_size") ?? 0;

    public bool IsDirectory => Format == "S_IFDIR";

    public bool IsFile => Format == "S_IFREG";

    public bool IsSymbolicLink => Format == "S_IFLNK";

    /// <summary>Where a symbolic link leads.</summary>
    public string? LinkTarget => Text("LinkTarget");

    public DateTimeOffset? ModifiedAt => Time("st_mtime");

    public DateTimeOffset? CreatedAt => Time("st_birthtime");

    private string? Format => Text("st_ifmt");

    private string? Text(string key) => Values.TryGetValue(key, out string? value) ? value : null;

    private long? Integer(string key) =>
        long.TryParse(Text(key), NumberStyles.Integer, CultureInfo.InvariantCulture, out long value) ? value : null;

    private DateTimeOffset? Time(string key) => Integer(key) is long nanoseconds
        ? new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(nanoseconds / NanosecondsPerTick)
        : null;
}
