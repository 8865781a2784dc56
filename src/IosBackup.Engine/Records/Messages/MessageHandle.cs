namespace IosBackup.Engine.Records.Messages;

/// <summary>A number or address with which messages were exchanged.</summary>
/// <param name="Id">The number or address.</param>
/// <param name="Name">The name in the address book; null when there is none.</param>
/// <param name="Person">What the numbers and addresses of one person have in common.</param>
internal sealed record MessageHandle(string Id, string? Name, string Person);
