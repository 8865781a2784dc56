using System;
using System.Buffers.Binary;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class HostileKeybagTests
{
    private static readonly byte[] s_keybag = MakeKeybag();

    [Fact]
    public void Every_prefix_is_refused_or_has_fewer_classes()
    {
        for (int length = 0; length < s_keybag.Length; length++)
        {
            if (ParseOrRefuse(s_keybag.AsSpan(0, length)) is Keybag keybag)
            {
                Assert.InRange(keybag.Entries.Count, 1, 11);
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_gives_a_keybag_or_one_typed_error()
    {
        using BackupPassword password = BackupPassword.FromChars("x");
        for (int bit = 0; bit < s_keybag.Length * 8; bit++)
        {
            byte[] damaged = (byte[])s_keybag.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Keybag? keybag = ParseOrRefuse(damaged);
            if (keybag is { Derivation.Cost: { FirstRounds: null or < 1000, Rounds: < 1000 } })
            {
                UnlockOrRefuse(keybag, password);
            }
        }
    }

    [Theory]
    [InlineData("DPIC", 0u)]
    [InlineData("DPIC", 20_000_001u)]
    [InlineData("DPIC", uint.MaxValue)]
    [InlineData("ITER", 0u)]
    [InlineData("ITER", 1_000_001u)]
    [InlineData("ITER", 0x80000000u)]
    public void Absurd_round_counts_are_refused_before_any_work(string tag, uint rounds)
    {
        byte[] hostile = (byte[])s_keybag.Clone();
        BinaryPrimitives.WriteUInt32BigEndian(hostile.AsSpan(ValueOf(tag)), rounds);

        Assert.Null(ParseOrRefuse(hostile));
    }

    [Theory]
    [InlineData("DPIC", 20_000_000u)]
    [InlineData("ITER", 1_000_000u)]
    public void The_largest_allowed_round_counts_are_read(string tag, uint rounds)
    {
        byte[] costly = (byte[])s_keybag.Clone();
        BinaryPrimitives.WriteUInt32BigEndian(costly.AsSpan(ValueOf(tag)), rounds);

        Assert.NotNull(ParseOrRefuse(costly));
    }

    [Fact]
    public void A_keybag_of_endless_entries_is_refused()
    {
        byte[] entry = s_keybag.AsSpan(s_keybag.Length - 112).ToArray();
        byte[] many = new byte[s_keybag.Length + (60 * entry.Length)];
        s_keybag.CopyTo(many, 0);
        for (int at = s_keybag.Length; at < many.Length; at += entry.Length)
        {
            entry.CopyTo(many, at);
        }

        Assert.Null(ParseOrRefuse(many));
        Assert.Null(ParseOrRefuse(new byte[65 * 1024]));
    }

    [Fact]
    public void A_damaged_class_key_is_reported_and_the_others_work()
    {
        byte[] damaged = (byte[])s_keybag.Clone();
        damaged[^1] ^= 1;
        using BackupPassword password = BackupPassword.FromChars("x");

        using ClassKeys keys = Keybag.Parse(damaged).Unlock(password);

        Assert.Equal([1], keys.DamagedClasses);
        Assert.False(keys.Has(1));
        Assert.True(keys.Has(2));
    }

    [Fact]
    public void A_wrapped_key_of_another_keybag_is_refused()
    {
        using BackupPassword password = BackupPassword.FromChars("x");
        using ClassKeys keys = Keybag.Parse(s_keybag).Unlock(password);
        using ClassKeys others = Keybag.Parse(MakeKeybag()).Unlock(password);
        using FileKey key = others.NewKey(3);

        Assert.Equal(
            ErrorKind.ManifestDamaged,
            Assert.Throws<EngineException>(() => keys.Open(key.Wrapped.Span)).Kind);
        Assert.Equal(
            ErrorKind.ManifestDamaged,
            Assert.Throws<EngineException>(() => keys.Open(key.Wrapped.Span.Slice(1))).Kind);
    }

    private static byte[] MakeKeybag()
    {
        using BackupPassword password = BackupPassword.FromChars("x");
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(2, 2), out ClassKeys keys);
        keys.Dispose();
        return keybag.Bytes.ToArray();
    }

    private static int ValueOf(string tag) =>
        s_keybag.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(tag)) + 8;

    private static Keybag? ParseOrRefuse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Keybag.Parse(bytes);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.KeybagDamaged)
        {
            return null;
        }
    }

    private static void UnlockOrRefuse(Keybag keybag, BackupPassword password)
    {
        try
        {
            keybag.Unlock(password).Dispose();
        }
        catch (EngineException e)
        {
            Assert.Equal(ErrorKind.BackupPasswordIncorrect, e.Kind);
        }
    }
}
