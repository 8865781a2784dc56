using System;
using System.IO;
using System.Management.Automation.Host;

namespace IosBackup.Shell.Hosting;

/// <summary>The console's size and colours; there is no access to its cells.</summary>
internal sealed class ShellRawInterface : PSHostRawUserInterface
{
    private const int WidthWithoutConsole = 120;
    private const int HeightWithoutConsole = 50;

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get
        {
            try
            {
                return Console.IsOutputRedirected || Console.WindowWidth <= 0
                    ? new Size(WidthWithoutConsole, HeightWithoutConsole)
                    : new Size(Console.WindowWidth, Console.WindowHeight);
            }
            catch (IOException)
            {
                return new Size(WidthWithoutConsole, HeightWithoutConsole);
            }
        }

        set => throw Unsupported();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "IosBackup.Shell";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // Clear-Host asks for this.
        if (!Console.IsOutputRedirected)
        {
            Console.Clear();
        }
    }

    private static NotSupportedException Unsupported() => new("This shell cannot do that to its console.");
}
