using System;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Life;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>Locks the body of a note with a password, as the Notes app does.</summary>
internal sealed class NoteLock
{
    /// <summary>Rounds of the password derivation.</summary>
    public const int Iterations = 20_000;

    private const int KeySize = 16;
    private const int TagSize = 16;

    public NoteLock(StarterRandom random, string password, byte[] body)
    {
        Salt = random.Bytes(KeySize);
        InitializationVector = random.Bytes(KeySize);
        byte[] key = random.Bytes(KeySize);
        Pkcs5S2ParametersGenerator derivation = new(new Sha256Digest());
        derivation.Init(Encoding.UTF8.GetBytes(password), Salt, Iterations);
        AesWrapEngine wrap = new();
        wrap.Init(true, derivation.GenerateDerivedMacParameters(KeySize * 8));
        WrappedKey = wrap.Wrap(key, 0, key.Length);
        GcmBlockCipher cipher = new(new AesEngine());
        cipher.Init(true, new AeadParameters(new KeyParameter(key), TagSize * 8, InitializationVector));
        byte[] sealedBody = new byte[cipher.GetOutputSize(body.Length)];
        int written = cipher.ProcessBytes(body, 0, body.Length, sealedBody, 0);
        cipher.DoFinal(sealedBody, written);
        Body = sealedBody.AsSpan(0, body.Length).ToArray();
        Tag = sealedBody.AsSpan(body.Length).ToArray();
    }

    public byte[] Salt { get; }

    /// <summary>The note's key under the key that comes from the password (RFC 3394).</summary>
    public byte[] WrappedKey { get; }

    public byte[] InitializationVector { get; }

    public byte[] Tag { get; }

    /// <summary>The encrypted body (AES-128-GCM).</summary>
    public byte[] Body { get; }
}
