namespace IosBackup.Errors;

/// <summary>What a code that the device reports (MBErrorDomain) means to the person in front of it.</summary>
/// <param name="First">The code, or the first of a range.</param>
/// <param name="Last">The last code of the range.</param>
/// <param name="Meaning">What the device says with it; goes on after "The device reported: ".</param>
/// <param name="Action">What to do about it.</param>
/// <param name="Retry">Whether trying again helps.</param>
internal sealed record DeviceErrorEntry(int First, int Last, string Meaning, string Action, RetryAdvice Retry);
