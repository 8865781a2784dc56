using System;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// What a device answers when it is asked for trust: its consent (the escrow bag, which a locked device that trusts us
/// already may leave out), or a challenge to be signed with the supervision identity.
/// </summary>
internal sealed class PairingReply(ReadOnlyMemory<byte>? escrowBag, ReadOnlyMemory<byte>? challenge)
{
    public ReadOnlyMemory<byte>? EscrowBag { get; } = escrowBag;

    public ReadOnlyMemory<byte>? Challenge { get; } = challenge;
}
