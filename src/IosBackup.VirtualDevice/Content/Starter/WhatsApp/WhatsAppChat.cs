using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.WhatsApp;

/// <summary>A chat of WhatsApp.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Jid">Its identifier.</param>
/// <param name="Members">In a group, the rows of its members by their keys in the cast.</param>
internal sealed record WhatsAppChat(long Row, string Jid, IReadOnlyDictionary<string, long> Members)
{
    public bool IsGroup => Members.Count > 0;
}
