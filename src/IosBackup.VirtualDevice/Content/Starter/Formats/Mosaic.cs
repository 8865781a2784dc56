using System;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>A made-up picture of coloured squares: sky above, ground below, both in the colours of its seed.</summary>
/// <param name="seed">Which picture.</param>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
internal sealed class Mosaic(int seed, int width, int height)
{
    /// <summary>The side of a square in pixels, which is a JPEG block.</summary>
    public const int SquareSize = 8;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public int Columns => (Width + SquareSize - 1) / SquareSize;

    public int Rows => (Height + SquareSize - 1) / SquareSize;

    /// <summary>The colour of a square.</summary>
    public (byte Red, byte Green, byte Blue) Color(int column, int row)
    {
        int hills = (Rows / 2) + (((column * (3 + (seed % 5))) % 7) - 3);
        int shade = ((column * 31) + (row * 17) + (seed * 13)) % 24;
        return row < hills
            ? Shade((seed * 7) % 120, 150 + (seed % 60), 220, shade - (row * 2))
            : Shade(60 + (seed % 130), 140, 40 + (seed % 70), shade - 20);
    }

    private static (byte Red, byte Green, byte Blue) Shade(int red, int green, int blue, int shade) =>
        (Clamp(red + shade), Clamp(green + shade), Clamp(blue + shade));

    private static byte Clamp(int value) => (byte)Math.Min(255, Math.Max(0, value));
}
