using System;
using System.IO;
using System.Text;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Policies;

/// <summary>
/// Bytes of a policy that were changed at random make a policy or the one error, and nothing else. The environment
/// variable IOSBACKUP_MUTATIONS says how many; without it there are few.
/// </summary>
public sealed class BackupPolicyFuzzTests
{
    private const int Few = 20_000;
    private const int Seed = 20261129;

    private static readonly byte[] s_policy = Encoding.UTF8.GetBytes(
        """
        { "version": 1, "repository": "~/b\u00fccher", "devices": ["00008130-001C2D3E4F50001C", "M\ud83d\ude00*"],
          "connectionType": "Usb", "waitMinutes": 30, "throttleLimit": 8, "requireEncryption": true,
          "include": ["Messages"], "exclude": ["Videos"], "verify": "hash", "copyTo": ["../copies", "C:/copies"],
          "keep": { "last": 1, "daily": 7 }, "reports": "reports" }
        """);

    private static readonly byte[] s_pieces = "\"\\{}[]:,/~u0d8e-+.\n\0\t"u8.ToArray();

    [Fact]
    public void A_changed_policy_is_a_policy_or_the_one_error()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("IOSBACKUP_MUTATIONS"), out int more) ? more : Few;
        Random random = new(Seed);
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] changed = Change(random);
            try
            {
                Assert.NotNull(BackupPolicyReader.Parse(Path.GetFullPath("policy.json"), changed));
                accepted++;
            }
            catch (EngineException error)
            {
                Assert.Equal(ErrorKind.PolicyInvalid, error.Kind);
                Assert.NotNull(error.Target);
            }
        }

        Assert.InRange(accepted, 1, count - 1);
    }

    private static byte[] Change(Random random)
    {
        byte[] bytes = [.. s_policy];
        for (int left = random.Next(1, 6); left > 0 && bytes.Length > 0; left--)
        {
            int at = random.Next(bytes.Length);
            int end = Math.Min(bytes.Length, at + random.Next(1, 12));
            bytes = random.Next(5) switch
            {
                0 => [.. bytes[..at], .. bytes[end..]],
                1 => [.. bytes[..end], .. bytes[at..]],
                2 => [.. bytes[..at], s_pieces[random.Next(s_pieces.Length)], .. bytes[at..]],
                3 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                _ => random.Next(20) == 0 ? bytes[..at] : [.. bytes[..at], (byte)'1', .. bytes[(at + 1)..]],
            };
        }

        return bytes;
    }
}
