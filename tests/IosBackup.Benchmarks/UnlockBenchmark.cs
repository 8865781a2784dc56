using System;
using System.Diagnostics;
using System.Security.Cryptography;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Benchmarks;

/// <summary>Derives the key of a phone's keybag, beside OpenSSL's PBKDF2 with the same rounds.</summary>
internal sealed class UnlockBenchmark : IBenchmark
{
    public string Name => "unlock";

    public string Summary => "unlocks a keybag of a phone's cost [--rounds 3]";

    public void Run(Options options, Report report)
    {
        using BackupPassword password = BackupPassword.FromChars("benchmark");
        Keybag keybag = KeybagBuilder.Create(password, KeybagCost.Phone, out ClassKeys keys);
        keys.Dispose();
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            Stopwatch clock = Stopwatch.StartNew();
            keybag.Unlock(password).Dispose();
            report.Time("unlock", clock.Elapsed);
            TimeSpan? first = OpenSsl("SHA256", KeybagCost.Phone.FirstRounds!.Value);
            TimeSpan? second = OpenSsl("SHA1", KeybagCost.Phone.Rounds);
            if (first is null || second is null)
            {
                report.Value("openssl kdf", "not installed");
            }
            else
            {
                report.Time("openssl kdf, both steps", first.Value + second.Value);
            }
        }
    }

    private static TimeSpan? OpenSsl(string digest, int rounds) => Peer.Time(
        "openssl",
        "kdf", "-keylen", "32", "-kdfopt", $"digest:{digest}", "-kdfopt", "pass:benchmark",
        "-kdfopt", $"hexsalt:{Convert.ToHexString(RandomNumberGenerator.GetBytes(20))}",
        "-kdfopt", $"iter:{rounds}", "PBKDF2");
}
