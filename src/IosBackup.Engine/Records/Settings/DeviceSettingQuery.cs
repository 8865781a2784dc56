using System.Collections.Generic;

namespace IosBackup.Engine.Records.Settings;

/// <summary>Which settings to read. They have no times.</summary>
public sealed record DeviceSettingQuery : RecordQuery
{
    /// <summary>Alternatives for whose they are, in the syntax of SQL's LIKE.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    /// <summary>Also the settings of apps that the user installed.</summary>
    public bool IncludeApps { get; init; }
}
