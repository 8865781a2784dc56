namespace IosBackup.VirtualDevice.Observations;

/// <summary>A rule that a client broke.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Detail">How it was broken.</param>
public sealed record Violation(ClientRule Rule, string Detail);
