namespace IosBackup.VirtualDevice.Faults;

/// <summary>
/// A request with a path that a host must refuse. It is made right before the upload; the backup goes on when the host
/// refuses, and ends with an error when the host lost its place in the stream.
/// </summary>
/// <param name="Verb">The request.</param>
/// <param name="Path">The path, exactly as it is sent.</param>
public sealed record HostileRequest(HostileVerb Verb, string Path);
