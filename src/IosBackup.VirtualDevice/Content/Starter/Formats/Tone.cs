using System;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>A triangle wave, which takes no floating point and so is the same everywhere.</summary>
internal static class Tone
{
    private const int Loudest = 6000;

    /// <summary>Samples of a tone.</summary>
    /// <param name="pitch">How many samples half a wave takes.</param>
    /// <param name="samples">How many samples.</param>
    public static short[] Make(int pitch, int samples)
    {
        short[] tone = new short[samples];
        for (int i = 0; i < samples; i++)
        {
            int phase = i % (2 * pitch);
            tone[i] = (short)(((Math.Abs(phase - pitch) * 2 * Loudest) / pitch) - Loudest);
        }

        return tone;
    }
}
