namespace IosBackup.Engine.Repository;

/// <summary>A generation that was brought from another repository.</summary>
/// <param name="Generation">The generation here.</param>
/// <param name="Travelled">What travelled; null when it was here already.</param>
/// <param name="IsUnproved">Whether nothing told if the source has all of its files.</param>
internal sealed record ReceivedCopy(Generation Generation, CopyProgress? Travelled, bool IsUnproved);
