using System;
using System.Security;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.Parameters;

namespace IosBackup.Policies;

/// <summary>What all steps of a policy's run have.</summary>
internal sealed class PolicyJob
{
    /// <summary>The policy's file.</summary>
    public required string Path { get; init; }

    public required BackupPolicy Policy { get; init; }

    /// <summary>The folder of the backups.</summary>
    public required string Repository { get; init; }

    /// <summary>The password of encrypted backups; null when none was given.</summary>
    public required SecureString? Password { get; init; }

    /// <summary>The usbmux service to look at; null for the usual ones.</summary>
    public required string? Endpoint { get; init; }

    /// <summary>Whether nothing is to change.</summary>
    public required bool IsPlan { get; init; }

    /// <summary>Runs the module's other cmdlets.</summary>
    public required NestedCommands Commands { get; init; }

    /// <summary>Shows what no other cmdlet can say yet of what would be done.</summary>
    public required Action<string> ShowPlan { get; init; }

    /// <summary>Writes an error.</summary>
    public required Action<Exception> Fail { get; init; }

    /// <summary>Writes a warning.</summary>
    public required Action<string> Warn { get; init; }

    /// <summary>Writes a line for -Verbose.</summary>
    public required Action<string> Tell { get; init; }

    /// <summary>The policy's connection type, as the cmdlets take it.</summary>
    public string ConnectionType => Policy.ConnectionType?.ToString() ?? ConnectionTypes.Any;
}
