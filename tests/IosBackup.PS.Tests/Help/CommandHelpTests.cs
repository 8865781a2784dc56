using System;
using System.Globalization;
using System.IO;
using System.Linq;
using IosBackup.Help;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Help;

/// <summary>The converter, seen through Get-Help.</summary>
public sealed class CommandHelpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly ShellSession _shell = ShellSession.With();

    public CommandHelpTests()
    {
        string xml = Path.Combine(_folder, "sample-Help.xml");
        MamlWriter.Write([CommandHelpParser.Parse(Document(SampleHelp.Markdown))], xml);
        string script = Path.Combine(_folder, "sample.psm1");
        File.WriteAllText(script, $"# .EXTERNALHELP {xml}\nfunction Get-Sample {{ }}\n");
        _shell.Run("Import-Module $args[0]", script);
    }

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Texts_lose_their_marks()
    {
        Assert.Equal("Gets samples of things.", Text("(Get-Help Get-Sample).Synopsis"));
        Assert.Equal(
            ["First paragraph, which goes on.", "- one", "- two, see here (https://example.org/here) and there"],
            Texts("(Get-Help Get-Sample).Description.Text"));
        Assert.Equal("A note.", Text("(Get-Help Get-Sample).alertSet.alert.Text"));
    }

    [Fact]
    public void Examples_keep_their_code_as_it_is()
    {
        Assert.Equal(
            ["Get-Sample -Name a |\n    Out-Null", "Get-Sample -Path b"],
            Texts("(Get-Help Get-Sample -Examples).examples.example.code"));
        Assert.Equal("Prints # nothing.", Text("(Get-Help Get-Sample).examples.example[0].remarks.Text"));
        Assert.Contains("Example 1: Get one", Text("(Get-Help Get-Sample).examples.example[0].title"));
    }

    [Fact]
    public void Parameters_have_their_facts()
    {
        string[] facts = Texts(
            "Get-Help Get-Sample -Parameter * | ForEach-Object { '{0} {1} {2} {3} {4} {5}' -f "
            + "$_.name, $_.type.name, $_.required, $_.position, $_.pipelineInput, $_.globbing }");

        Assert.Equal(
            [
                "Force SwitchParameter false named False false",
                "Name String[] false 0 True (ByValue) true",
                "Path String true named False false",
            ],
            facts.Order());
    }

    [Fact]
    public void Each_parameter_set_has_its_syntax()
    {
        Assert.Equal(
            ["Name,Force", "Path,Force"],
            Texts("(Get-Help Get-Sample).syntax.syntaxItem | ForEach-Object { $_.parameter.name -join ',' }"));
    }

    [Fact]
    public void Types_and_links_are_there()
    {
        Assert.Equal("System.String", Text("(Get-Help Get-Sample).inputTypes.inputType.type.name"));
        Assert.Equal("IosBackup.Sample", Text("(Get-Help Get-Sample).returnValues.returnValue.type.name"));
        Assert.Equal(
            ["Online Version: https://example.org/Get-Sample", "about_IosBackup"],
            Texts("(Get-Help Get-Sample).relatedLinks.navigationLink | ForEach-Object { $_.linkText + ' ' + $_.uri }"));
    }

    [Fact]
    public void The_full_text_can_be_shown()
    {
        ShellResult result = _shell.Run("Get-Help Get-Sample -Full");

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("## SYNOPSIS", "## SYNOPSYS", "SYNOPSIS")]
    [InlineData("## EXAMPLES", "## SAMPLES", "EXAMPLES")]
    [InlineData("Accept pipeline input: False", "", "Accept pipeline input")]
    [InlineData("# Get-Sample\n", "# Get-Sample\n\n# Again\n", "second heading")]
    public void A_source_without_its_shape_is_an_error_that_names_the_line(string from, string to, string expected)
    {
        HelpSourceException error = Assert.Throws<HelpSourceException>(
            () => CommandHelpParser.Parse(Document(SampleHelp.Markdown.Replace(from, to, StringComparison.Ordinal))));

        Assert.Contains(expected, error.Message);
        Assert.Matches(@"^Get-Sample\.md\(\d+\): error ", error.Message);
    }

    [Fact]
    public void An_about_topic_becomes_text_of_80_columns()
    {
        MarkdownDocument document = Document(
            """
            # about_Sample

            ## Short description

            A `sample`.

            ## Long description

            A paragraph that is much longer than a line of the help can be, so that it has to go on in the next one.

            - an entry
            - another

            ### Inner

            ```powershell
            # not a heading
              Get-Sample
            ```
            """);

        Assert.Equal(
            """
            TOPIC
                about_Sample

            SHORT DESCRIPTION
                A sample.

            LONG DESCRIPTION
                A paragraph that is much longer than a line of the help can be, so that it
                has to go on in the next one.
                - an entry
                - another

              Inner
                    # not a heading
                      Get-Sample

            """.ReplaceLineEndings("\n"),
            AboutTopic.ToText(document));
    }

    private static MarkdownDocument Document(string text) =>
        MarkdownDocument.Parse("Get-Sample.md", text.ReplaceLineEndings("\n").Split('\n'));

    private string Text(string script) => Assert.Single(Texts(script));

    private string[] Texts(string script) =>
        [.. _shell.Run(script).Output.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)!.Trim())];
}
