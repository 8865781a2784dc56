namespace IosBackup.Engine.Cryptography;

/// <summary>The work a keybag asks for before it opens.</summary>
/// <param name="FirstRounds">PBKDF2-SHA256 rounds (<c>DPIC</c>); null for a keybag from before iOS 10.2.</param>
/// <param name="Rounds">PBKDF2-SHA1 rounds (<c>ITER</c>).</param>
internal sealed record KeybagCost(int? FirstRounds, int Rounds)
{
    /// <summary>What phones use since iOS 10.2: seconds of work.</summary>
    public static KeybagCost Phone { get; } = new(10_000_000, 10_000);

    /// <summary>What phones used before iOS 10.2, and use in the keybags of unencrypted backups.</summary>
    public static KeybagCost SingleDerivation { get; } = new(null, 10_000);

    /// <summary>Next to no work, for simulated devices. Readers take the numbers from the keybag.</summary>
    public static KeybagCost Low { get; } = new(100, 10);
}
