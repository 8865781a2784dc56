namespace IosBackup.VirtualDevice.Faults;

/// <summary>An error with which the phone ends a restore.</summary>
/// <param name="Step">Before which step.</param>
/// <param name="Code">The MBErrorDomain code.</param>
/// <param name="Description">What it says.</param>
public sealed record RestoreFailure(RestoreStep Step, int Code, string Description);
