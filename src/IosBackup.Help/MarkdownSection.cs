using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Help;

/// <summary>A heading with the lines below it, up to the next heading of any level, and the sections inside.</summary>
internal sealed class MarkdownSection
{
    public MarkdownSection(int level, string title, int line)
    {
        Level = level;
        Title = title;
        Line = line;
    }

    /// <summary>1 for <c>#</c>, 2 for <c>##</c> …</summary>
    public int Level { get; }

    public string Title { get; }

    /// <summary>The heading's line number, from 1.</summary>
    public int Line { get; }

    public List<string> Lines { get; } = [];

    public List<MarkdownSection> Sections { get; } = [];

    /// <summary>The section below this one that has a title, in any case.</summary>
    public MarkdownSection? Find(string title) =>
        Sections.FirstOrDefault(section => string.Equals(section.Title, title, StringComparison.OrdinalIgnoreCase));
}
