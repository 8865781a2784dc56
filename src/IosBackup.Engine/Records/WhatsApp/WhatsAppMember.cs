namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>A member of a group.</summary>
internal sealed record WhatsAppMember(string Jid, string? Name);
