using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Errors;

namespace IosBackup.Errors;

/// <summary>Turns what the engine throws into error records with stable ids, in words one can act on.</summary>
internal static class ErrorCatalog
{
    private static readonly Dictionary<ErrorKind, ErrorEntry> s_entries =
        ErrorTexts.Device.Concat(ErrorTexts.Backup).Concat(ErrorTexts.General).ToDictionary(entry => entry.Kind);

    private static readonly Dictionary<ErrorKind, ErrorEntry> s_ofRuns =
        ErrorTexts.Run.ToDictionary(entry => entry.Kind);

    /// <summary>What people are told about a kind.</summary>
    public static ErrorEntry Find(ErrorKind kind) => s_entries[kind];

    /// <summary>What people are told of an error, without what to do about it.</summary>
    public static string Describe(EngineException error) =>
        MessageTemplate.Fill(Find(error.Kind).Message, error, error.Target?.ToString());

    /// <summary>Makes the record of an error.</summary>
    /// <param name="error">What was thrown; anything but an <see cref="EngineException"/> is Unexpected.</param>
    /// <param name="target">What it happened to, when the error itself does not say.</param>
    /// <param name="ofRun">Whether a backup run failed with it.</param>
    public static ErrorRecord ToRecord(Exception error, object? target = null, bool ofRun = false)
    {
        if (error is WildcardPatternException)
        {
            // PowerShell finds out what is wrong with a pattern when it is first used, and names it; what it was used
            // on has no part in it.
            error = new EngineException(ErrorKind.InvalidArgument, error.Message, error);
            target = null;
        }

        EngineException? known = error as EngineException;
        ErrorKind kind = known?.Kind ?? ErrorKind.Unexpected;
        ErrorEntry entry = ofRun && s_ofRuns.TryGetValue(kind, out ErrorEntry? own) ? own : Find(kind);
        object? about = known?.Target ?? target;
        string message = MessageTemplate.Fill(entry.Message, error, about?.ToString());
        message += DeviceErrorTable.Name(known?.DeviceError);
        string action = entry.Action;
        RetryAdvice retry = entry.Retry;
        if (known?.DeviceCode is { } code)
        {
            message += DeviceErrorTable.Describe(code, known.UnderlyingCode);
            if (entry.Kind is ErrorKind.DeviceFailed or ErrorKind.RestoreRefused)
            {
                // Why a device refuses is the cause; where it noticed is no help.
                DeviceErrorEntry reported = DeviceErrorTable.Find(
                    entry.Kind == ErrorKind.RestoreRefused ? known.UnderlyingCode ?? code : code);
                action = reported.Action;
                retry = reported.Retry;
            }
        }

        error.Data["Retry"] = retry.ToString();
        return new ErrorRecord(error, entry.Kind.ToString(), entry.Category, about)
        {
            ErrorDetails = HostCapabilities.ShowRecommendedAction
                ? new ErrorDetails(message) { RecommendedAction = action }
                : new ErrorDetails(message + " " + action) { RecommendedAction = action },
        };
    }
}
