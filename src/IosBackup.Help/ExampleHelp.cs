using System.Collections.Generic;

namespace IosBackup.Help;

/// <summary>An example: code, then what it does or prints.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<MarkdownBlock> Remarks);
