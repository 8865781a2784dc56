using System;
using System.Text;
using IosBackup.Engine.Records.Notes;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Notes;

/// <summary>The public test vector of apple_cloud_notes_parser (MIT).</summary>
public sealed class NoteLockTests
{
    private const string Body =
        "131b03571fc9ec47ef58e58e21fce5c10aa73a62b9e58a743bcdcc3aff1ea8ab9964f4535b8597735f3da5f6ae63b9370625a20d"
        + "633e9cf2986d4d118989124f0ddfee956e47cb5cbc3617c520b075620b37ae4056f3a1af83351fda634dfb446055c75f7143a5600149"
        + "db333893c0ecb0ef3944e2a64542e9a4375bf152689858fed8b21aded0eab0afb11190";

    private static readonly byte[] s_salt = Convert.FromHexString("1165106b6b288bda1e6ecb18e65c7876");
    private static readonly byte[] s_wrapped =
        Convert.FromHexString("98c0e56b43b507e60c5465ec5e1bb0c74b756f7d4f4a9bff");
    private static readonly byte[] s_nonce = Convert.FromHexString("151f64de7be34d15dacdaea9b33471f9");
    private static readonly byte[] s_tag = Convert.FromHexString("806bf2bbd3bf83cf1240b03e7c4d6ab1");

    [Fact]
    public void The_password_opens_a_locked_note()
    {
        byte[]? key = NoteLock.TryUnwrapKey("password"u8, s_salt, 20_000, s_wrapped);
        Assert.Equal("023AAE7C450A283B23E3D7C1416AD644", Convert.ToHexString(Assert.IsType<byte[]>(key)));
        byte[]? plain = NoteLock.TryDecrypt(key, s_nonce, s_tag, Convert.FromHexString(Body));
        Assert.StartsWith(
            "Encrypted title", NoteBodyDecoder.Decode(Assert.IsType<byte[]>(plain)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("")]
    public void Another_password_does_not(string password) => Assert.Null(
        NoteLock.TryUnwrapKey(Encoding.UTF8.GetBytes(password), s_salt, 20_000, s_wrapped));

    [Fact]
    public void A_changed_body_is_refused()
    {
        byte[] key = NoteLock.TryUnwrapKey("password"u8, s_salt, 20_000, s_wrapped)!;
        byte[] body = Convert.FromHexString(Body);
        body[3] ^= 1;
        Assert.Null(NoteLock.TryDecrypt(key, s_nonce, s_tag, body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Absurd_work_is_refused(long rounds) =>
        Assert.Null(NoteLock.TryUnwrapKey("password"u8, s_salt, rounds, s_wrapped));
}
