using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IosBackup.Help;

/// <summary>
/// Turns docs/en-US (one Markdown file for each cmdlet, in platyPS's shape, and about_*.md) into what Get-Help reads.
/// </summary>
internal static class Program
{
    private const string About = "about_";

    private static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("Usage: IosBackup.Help <folder with Markdown> <folder for the help>");
            return 2;
        }

        try
        {
            Convert(arguments[0], arguments[1]);
            return 0;
        }
        catch (HelpSourceException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static void Convert(string source, string target)
    {
        Directory.CreateDirectory(target);
        List<CommandHelp> commands = [];
        HashSet<string> topics = [];
        foreach (string path in Directory.EnumerateFiles(source, "*.md").Order(StringComparer.Ordinal))
        {
            MarkdownDocument document = MarkdownDocument.Read(path);
            if (Path.GetFileName(path).StartsWith(About, StringComparison.Ordinal))
            {
                string topic = Path.GetFileNameWithoutExtension(path) + ".help.txt";
                topics.Add(topic);
                File.WriteAllText(Path.Combine(target, topic), AboutTopic.ToText(document));
            }
            else
            {
                commands.Add(CommandHelpParser.Parse(document));
            }
        }

        MamlWriter.Write(commands, Path.Combine(target, "IosBackup.dll-Help.xml"));
        foreach (string stale in Directory.EnumerateFiles(target, About + "*"))
        {
            if (!topics.Contains(Path.GetFileName(stale)))
            {
                File.Delete(stale);
            }
        }
    }
}
