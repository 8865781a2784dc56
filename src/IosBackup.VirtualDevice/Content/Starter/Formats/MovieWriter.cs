using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// Writes QuickTime movies of JPEG frames, and MPEG-4 audio files of uncompressed Apple Lossless frames.
/// </summary>
internal static class MovieWriter
{
    private const int MovieTimeScale = 600;
    private const long UndeterminedLanguage = 0x55C40000;
    private const int AudioRate = 8000;
    private const int AudioFrame = 4096;

    /// <summary>A movie that shows one frame each second.</summary>
    public static byte[] WriteMovie(int seed, int width, int height, int seconds, DateTimeOffset created)
    {
        List<byte[]> frames = [];
        for (int i = 0; i < seconds; i++)
        {
            frames.Add(JpegWriter.Write(new Mosaic(seed + i, width, height)));
        }

        ByteBuilder entry = new ByteBuilder().Zeros(6).Int16Big(1).Zeros(16).Int16Big(width).Int16Big(height)
            .Int32Big(0x480000).Int32Big(0x480000).Int32Big(0).Int16Big(1).Zeros(32).Int16Big(24).Int16Big(-1);
        return Write("qt  ", new Track
        {
            Handler = "vide",
            MediaHeader = Box.Full("vmhd", 0, 1, new ByteBuilder().Zeros(8).ToArray()),
            SampleEntry = Box.Make("jpeg", entry.ToArray()),
            TimeScale = MovieTimeScale,
            Samples = frames,
            SampleDurations = [.. frames.Select(static _ => (long)MovieTimeScale)],
            Width = width,
            Height = height,
            Created = created,
        });
    }

    /// <summary>A recording of a tone.</summary>
    /// <param name="pitch">How many samples half a wave takes.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="created">When it was recorded.</param>
    public static byte[] WriteRecording(int pitch, int seconds, DateTimeOffset created)
    {
        List<byte[]> frames = [];
        List<long> durations = [];
        short[] samples = Tone.Make(pitch, AudioRate * seconds);
        for (int start = 0; start < samples.Length; start += AudioFrame)
        {
            int count = Math.Min(AudioFrame, samples.Length - start);
            frames.Add(LosslessFrame(samples.AsSpan(start, count)));
            durations.Add(count);
        }

        byte[] decoder = Box.Full(
            "alac", 0, 0, new ByteBuilder().Int32Big(AudioFrame).Byte(0).Byte(16).Byte(40).Byte(10)
            .Byte(14).Byte(1).Int16Big(255).Int32Big(0).Int32Big(0).Int32Big(AudioRate).ToArray());
        ByteBuilder entry = new ByteBuilder().Zeros(6).Int16Big(1).Zeros(8).Int16Big(1).Int16Big(16).Int32Big(0)
            .Int32Big((long)AudioRate << 16).Bytes(decoder);
        return Write("M4A ", new Track
        {
            Handler = "soun",
            MediaHeader = Box.Full("smhd", 0, 0, Box.Integers(0)),
            SampleEntry = Box.Make("alac", entry.ToArray()),
            TimeScale = AudioRate,
            Samples = frames,
            SampleDurations = durations,
            Created = created,
        });
    }

    /// <summary>A frame in the form that holds the samples as they are.</summary>
    private static byte[] LosslessFrame(ReadOnlySpan<short> samples)
    {
        // Element and instance 0, no shift; the frame states its length; the samples are not compressed.
        const uint Head = 0b000_0000_000000000000_1_00_1;
        const int HeadBits = 23;
        ByteBuilder output = new();
        ulong pending = 0;
        int count = 0;
        Put(Head, HeadBits);
        Put((uint)samples.Length, 32);
        foreach (short sample in samples)
        {
            Put((ushort)sample, 16);
        }

        Put(0b111, 3);
        Put(0, (8 - (count % 8)) % 8);
        return output.ToArray();

        void Put(uint value, int bits)
        {
            pending = (pending << bits) | value;
            count += bits;
            while (count >= 8)
            {
                count -= 8;
                output.Byte((byte)(pending >> count));
            }
        }
    }

    private static byte[] Write(string brand, Track track)
    {
        byte[] type = Box.Make("ftyp", new ByteBuilder().Ascii(brand).Int32Big(0).Ascii(brand).ToArray());
        int dataAt = type.Length + Movie(track, 0).Length + 8;
        return [.. type, .. Movie(track, dataAt), .. Box.Make("mdat", [.. track.Samples])];
    }

    private static byte[] Movie(Track track, int dataAt)
    {
        long created = Box.Seconds(track.Created);
        long mediaDuration = track.SampleDurations.Sum();
        long duration = mediaDuration * MovieTimeScale / track.TimeScale;
        byte[] movieHeader = Box.Full("mvhd", 0, 0, Box.Integers(created, created, MovieTimeScale, duration, 0x10000),
            new ByteBuilder().Int16Big(0x100).Zeros(10).ToArray(), Box.UnitMatrix(), new byte[24], Box.Integers(2));
        byte[] trackHeader = Box.Full("tkhd", 0, 7, Box.Integers(created, created, 1, 0, duration, 0, 0, 0, 0),
            Box.UnitMatrix(), Box.Integers((long)track.Width << 16, (long)track.Height << 16));
        byte[] mediaHeader = Box.Full(
            "mdhd", 0, 0, Box.Integers(created, created, track.TimeScale, mediaDuration, UndeterminedLanguage));
        byte[] handler = Box.Full(
            "hdlr", 0, 0, new ByteBuilder().Ascii("mhlr").Ascii(track.Handler).Zeros(13).ToArray());
        byte[] dataInfo = Box.Make("dinf", Box.Full("dref", 0, 0, Box.Integers(1), Box.Full("url ", 0, 1)));
        byte[] table = Box.Make(
            "stbl",
            Box.Full("stsd", 0, 0, Box.Integers(1), track.SampleEntry),
            Box.Full("stts", 0, 0, Box.Integers([track.Samples.Count, .. track.SampleDurations.SelectMany(
                static duration => new[] { 1L, duration })])),
            Box.Full("stsc", 0, 0, Box.Integers(1, 1, track.Samples.Count, 1)),
            Box.Full("stsz", 0, 0, Box.Integers([0, track.Samples.Count, .. track.Samples.Select(
                static sample => (long)sample.Length)])),
            Box.Full("stco", 0, 0, Box.Integers(1, dataAt)));
        byte[] media = Box.Make(
            "mdia", mediaHeader, handler, Box.Make("minf", track.MediaHeader, dataInfo, table));
        return Box.Make("moov", movieHeader, Box.Make("trak", trackHeader, media));
    }

    private sealed class Track
    {
        public required string Handler { get; init; }

        public required byte[] MediaHeader { get; init; }

        public required byte[] SampleEntry { get; init; }

        public required int TimeScale { get; init; }

        public required List<byte[]> Samples { get; init; }

        public required List<long> SampleDurations { get; init; }

        public required DateTimeOffset Created { get; init; }

        public int Width { get; init; }

        public int Height { get; init; }
    }
}
