using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace IosBackup.Backups;

/// <summary>Reads lines as they come, of which none may fill the memory: a very long one comes in parts.</summary>
internal static class TextLines
{
    private const int BufferLength = 64 * 1024;
    private const int LongestLine = 16 * 1024 * 1024;

    /// <summary>The lines of a text, without their ends: LF, CR or both.</summary>
    public static IEnumerable<string> Read(TextReader reader, CancellationToken stop)
    {
        char[] buffer = new char[BufferLength];
        StringBuilder line = new();
        bool afterReturn = false;
        int count;
        while ((count = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            int start = 0;
            for (int i = 0; i < count; i++)
            {
                if (buffer[i] is not ('\n' or '\r'))
                {
                    afterReturn = false;
                    continue;
                }

                if (buffer[i] == '\n' && afterReturn)
                {
                    afterReturn = false;
                    start = i + 1;
                    continue;
                }

                line.Append(buffer, start, i - start);
                yield return Take(line);
                afterReturn = buffer[i] == '\r';
                start = i + 1;
            }

            line.Append(buffer, start, count - start);
            if (line.Length >= LongestLine)
            {
                yield return Take(line);
            }
        }

        if (line.Length > 0)
        {
            yield return Take(line);
        }
    }

    private static string Take(StringBuilder line)
    {
        string text = line.ToString();
        line.Clear();
        return text;
    }
}
