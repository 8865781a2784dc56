using System.Collections.Generic;

namespace IosBackup.Engine.Records.Settings;

/// <summary>Which settings to read. They have no times.</summary>
public sealed record DeviceSettingQuery : RecordQuery
{
    /// <summary>Alternatives for whose they are, with wildcards: * for any characters, ? for one.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Also the settings of apps that the user installed.</summary>
    public bool IncludeApps { get; init; }
}
