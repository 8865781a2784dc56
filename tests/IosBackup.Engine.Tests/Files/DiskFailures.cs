using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

/// <summary>The ways in which calls of a file system fail, and which calls are let fail.</summary>
/// <remarks>
/// A normal test run lets a spread of the calls fail; every single one does when IOSBACKUP_EXHAUSTIVE is the name of
/// the failure, or "all".
/// </remarks>
internal static class DiskFailures
{
    private static readonly string? s_exhaustive = Environment.GetEnvironmentVariable("IOSBACKUP_EXHAUSTIVE");

    private static readonly Dictionary<string, Func<Exception>> s_failures = new()
    {
        ["no space"] = static () => new IOException("No space left on device", 28),
        ["input/output error"] = static () => new IOException("Input/output error", 5),
        ["access denied"] = static () => new UnauthorizedAccessException("Access to the path is denied."),
        ["sharing violation"] = static () => new IOException("Used by another process", unchecked((int)0x80070020)),
    };

    public static TheoryData<string> Names => [.. s_failures.Keys];

    /// <summary>The numbers of the calls that are let fail, one after another.</summary>
    /// <param name="failure">The failure; each begins somewhere else.</param>
    /// <param name="calls">How many calls there are.</param>
    /// <param name="spread">How many of them fail in a normal test run.</param>
    public static IEnumerable<int> Calls(string failure, int calls, int spread)
    {
        int step = s_exhaustive == "all" || s_exhaustive == failure ? 1 : Math.Max(1, calls / spread);
        for (int failing = 1 + (failure.Length * 7 % step); failing <= calls; failing += step)
        {
            yield return failing;
        }
    }

    /// <summary>The real file system, whose call of that number fails so.</summary>
    public static FaultyFileLayer At(int failing, string failure) => new(failing, s_failures[failure]);

    /// <summary>What the engine has to make of a failure.</summary>
    public static ErrorKind Meaning(string failure) =>
        failure == "no space" ? ErrorKind.DestinationFull : ErrorKind.DestinationUnavailable;
}
