using System;
using System.Management.Automation;

namespace IosBackup.Errors;

/// <summary>What the PowerShell that we run in does by itself.</summary>
internal static class HostCapabilities
{
    private static readonly Version s_firstToShow = new(7, 5);

    /// <summary>Whether an error's recommended action is printed below its message.</summary>
    public static bool ShowRecommendedAction { get; } = Shows(typeof(PSObject).Assembly.GetName().Version);

    /// <summary>The same for a version of System.Management.Automation (3.0 in Windows PowerShell 5.1).</summary>
    internal static bool Shows(Version? engine) => engine >= s_firstToShow;
}
