using System;
using System.Buffers.Binary;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes the small audio files of telephony: AMR for voicemail, CAF for voice messages.</summary>
internal static class SpeechWriter
{
    private const int AmrFramesPerSecond = 50;
    private const int CafRate = 8000;

    /// <summary>An AMR-NB file (RFC 4867) of frames that say "nothing was sent", which decode to silence.</summary>
    public static byte[] WriteAmr(int seconds)
    {
        const byte NoData = 0x7C;
        byte[] frames = new byte[seconds * AmrFramesPerSecond];
        frames.AsSpan().Fill(NoData);
        return new ByteBuilder().Ascii("#!AMR\n").Bytes(frames).ToArray();
    }

    /// <summary>A Core Audio file of little-endian PCM.</summary>
    /// <param name="pitch">How many samples half a wave takes.</param>
    /// <param name="seconds">How long.</param>
    public static byte[] WriteCaf(int pitch, int seconds)
    {
        const int LittleEndianIntegers = 2;
        byte[] rate = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(rate, BitConverter.DoubleToInt64Bits(CafRate));
        ByteBuilder description = new ByteBuilder().Bytes(rate).Ascii("lpcm").Int32Big(LittleEndianIntegers)
            .Int32Big(2).Int32Big(1).Int32Big(1).Int32Big(16);
        ByteBuilder samples = new ByteBuilder().Int32Big(0);
        foreach (short sample in Tone.Make(pitch, CafRate * seconds))
        {
            samples.Int16Little(sample);
        }

        ByteBuilder output = new ByteBuilder().Ascii("caff").Int16Big(1).Int16Big(0);
        Chunk(output, "desc", description);
        Chunk(output, "data", samples);
        return output.ToArray();
    }

    private static void Chunk(ByteBuilder output, string type, ByteBuilder content) =>
        output.Ascii(type).Int32Big(0).Int32Big(content.Length).Bytes(content.ToArray());
}
