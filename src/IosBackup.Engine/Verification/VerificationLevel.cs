namespace IosBackup.Engine.Verification;

/// <summary>How deep a verification goes. Each level does all of the levels before it.</summary>
public enum VerificationLevel
{
    /// <summary>
    /// Structure, states, metadata, every row against its payload, lengths. Reads no payload and needs no password,
    /// though it sees less of an encrypted backup without one.
    /// </summary>
    Quick,

    /// <summary>
    /// The stored bytes against their digests, and against the repository's ledger where there is one. Needs no
    /// password.
    /// </summary>
    Hash,

    /// <summary>Decrypts everything and looks into databases, property lists, images and videos.</summary>
    Full,

    /// <summary>
    /// Restores the backup to a simulated device, which fetches, decrypts and checks it as a real one does, and throws
    /// the result away.
    /// </summary>
    Drill,
}
