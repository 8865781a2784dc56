using System;

namespace IosBackup.Help;

/// <summary>A help source without the shape it should have. The message is one that builds understand.</summary>
internal sealed class HelpSourceException : Exception
{
    public HelpSourceException(string path, int line, string message)
        : base($"{path}({line}): error HELP: {message}")
    {
    }
}
