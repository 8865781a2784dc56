using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace IosBackup.Help;

/// <summary>Writes the XML that Get-Help reads (Microsoft's MAML, as far as PowerShell uses it).</summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_items = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(IEnumerable<CommandHelp> commands, string path)
    {
        XElement items = new(s_items + "helpItems", new XAttribute("schema", "maml"), commands.Select(Command));
        XmlWriterSettings settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(true) };
        using XmlWriter writer = XmlWriter.Create(path, settings);
        items.Save(writer);
    }

    private static XElement Command(CommandHelp help)
    {
        string[] name = help.Name.Split('-', 2);
        return new XElement(
            s_command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", s_maml),
            new XAttribute(XNamespace.Xmlns + "command", s_command),
            new XAttribute(XNamespace.Xmlns + "dev", s_dev),
            new XElement(
                s_command + "details",
                new XElement(s_command + "name", help.Name),
                new XElement(s_command + "verb", name[0]),
                new XElement(s_command + "noun", name.Length > 1 ? name[1] : ""),
                new XElement(s_maml + "description", new XElement(s_maml + "para", help.Synopsis))),
            new XElement(s_maml + "description", Paragraphs(help.Description)),
            new XElement(s_command + "syntax", help.ParameterSets.Select(set => SyntaxItem(help, set))),
            new XElement(s_command + "parameters", help.Parameters.Select(Parameter)),
            new XElement(s_command + "inputTypes", help.Inputs.Select(type => TypeItem("inputType", type))),
            new XElement(s_command + "returnValues", help.Outputs.Select(type => TypeItem("returnValue", type))),
            new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(help.Notes))),
            new XElement(s_command + "examples", help.Examples.Select(Example)),
            new XElement(s_command + "relatedLinks", help.Links.Select(Link)));
    }

    private static XElement SyntaxItem(CommandHelp help, string set) => new(
        s_command + "syntaxItem",
        new XElement(s_maml + "name", help.Name),
        help.Parameters
            .Where(parameter => parameter.IsIn(set))
            .OrderBy(parameter => parameter.Position, StringComparer.Ordinal)
            .Select(Parameter));

    private static XElement Parameter(ParameterHelp parameter)
    {
        bool isSwitch = parameter.Type == "SwitchParameter";
        XElement value = new(
            s_command + "parameterValue", new XAttribute("required", isSwitch ? "false" : "true"), parameter.Type);
        return new XElement(
            s_command + "parameter",
            new XAttribute("required", parameter.Required.ToLowerInvariant()),
            new XAttribute("globbing", parameter.Wildcards.ToLowerInvariant()),
            new XAttribute("pipelineInput", parameter.PipelineInput),
            new XAttribute("position", parameter.Position.ToLowerInvariant()),
            new XAttribute("aliases", parameter.Aliases.Length > 0 ? parameter.Aliases : "none"),
            new XElement(s_maml + "name", parameter.Name),
            new XElement(s_maml + "description", Paragraphs(parameter.Description)),
            isSwitch ? null : value,
            new XElement(s_dev + "type", new XElement(s_maml + "name", parameter.Type)),
            new XElement(s_dev + "defaultValue", parameter.DefaultValue));
    }

    private static XElement TypeItem(string element, TypeHelp type) => new(
        s_command + element,
        new XElement(s_dev + "type", new XElement(s_maml + "name", type.Name)),
        new XElement(s_maml + "description", Paragraphs(type.Description)));

    private static XElement Example(ExampleHelp example) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"--- {example.Title} ---"),
        new XElement(s_dev + "code", example.Code),
        new XElement(s_dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement Link(KeyValuePair<string, string> link) => new(
        s_maml + "navigationLink",
        new XElement(s_maml + "linkText", link.Key),
        new XElement(s_maml + "uri", link.Value));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<MarkdownBlock> blocks) =>
        blocks.Select(block => new XElement(s_maml + "para", block.Text));
}
