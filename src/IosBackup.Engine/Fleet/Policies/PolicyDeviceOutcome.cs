using System.Collections.Generic;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>What counts of one device for the outcome of a run.</summary>
/// <param name="HasGoodBackup">Whether a new backup stands that failed no test.</param>
/// <param name="HasUnreadableFiles">Whether the device could not read some of its files.</param>
/// <param name="Errors">What went wrong, in any step.</param>
public sealed record PolicyDeviceOutcome(
    bool HasGoodBackup, bool HasUnreadableFiles, IReadOnlyCollection<ErrorKind> Errors);
