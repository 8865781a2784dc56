using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to both streams.</param>
internal sealed record ToolResult(int ExitCode, string Output)
{
    public ToolResult RequireSuccess()
    {
        Assert.True(ExitCode == 0, $"The tool ended with {ExitCode}:\n{Output}");
        return this;
    }
}
