using System.Collections.Generic;
using System.Globalization;

namespace IosBackup.Engine.Services;

/// <summary>What AFC says about the device's storage.</summary>
internal sealed class AfcDeviceInfo(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The model as Apple numbers it.</summary>
    public string? Model => values.TryGetValue("Model", out string? model) ? model : null;

    /// <summary>The size of the file system in bytes.</summary>
    public long? TotalBytes => Integer("FSTotalBytes");

    /// <summary>What is free of it, in bytes.</summary>
    public long? FreeBytes => Integer("FSFreeBytes");

    /// <summary>The size of its blocks in bytes.</summary>
    public long? BlockSize => Integer("FSBlockSize");

    private long? Integer(string key) =>
        values.TryGetValue(key, out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;
}
