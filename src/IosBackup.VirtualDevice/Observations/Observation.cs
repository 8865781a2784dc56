namespace IosBackup.VirtualDevice.Observations;

/// <summary>Something that a phone noticed.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Detail">What it was about.</param>
public sealed record Observation(ObservationKind Kind, string Detail);
