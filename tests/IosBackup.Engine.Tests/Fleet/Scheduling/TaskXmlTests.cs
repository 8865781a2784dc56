using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsCheck;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class TaskXmlTests
{
    private const string Namespace = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    private static readonly XNamespace s_schema = Namespace;
    private static readonly DateTime s_now = new(2026, 11, 29, 15, 0, 0);

    [Fact]
    public void A_task_follows_the_schema_whatever_the_arguments() => HostileText.Several.Sample(static arguments =>
    {
        XDocument task = Write(Schedules.With(arguments: arguments));
        task.Validate(Schema(), null);

        Assert.Equal(
            WindowsCommandLine.Of(Schedules.With(arguments: arguments).Command.Skip(1)), Value(task, "Arguments"));
    });

    [Fact]
    public void Days_of_the_week_have_triggers_of_weeks()
    {
        XDocument task = Write(Schedules.With(
            at: [new TimeSpan(16, 0, 0), TimeSpan.FromHours(2)], days: [DayOfWeek.Friday, DayOfWeek.Monday]));
        task.Validate(Schema(), null);

        Assert.Equal(
            ["2026-11-30T02:00:00", "2026-11-29T16:00:00"],
            task.Descendants(s_schema + "StartBoundary").Select(static element => element.Value));
        Assert.Equal(
            ["Monday", "Friday", "Monday", "Friday"],
            task.Descendants(s_schema + "DaysOfWeek").Elements().Select(static day => day.Name.LocalName));
    }

    [Fact]
    public void A_task_says_what_the_schedule_promises()
    {
        XDocument task = Write(Schedules.With(shell: @"C:\Program Files\PowerShell\7\pwsh.exe"));

        Assert.Equal("PT6H", Value(task, "ExecutionTimeLimit"));
        Assert.Equal("true", Value(task, "StartWhenAvailable"));
        Assert.Equal("IgnoreNew", Value(task, "MultipleInstancesPolicy"));
        Assert.Equal("InteractiveToken", Value(task, "LogonType"));
        Assert.Equal("LeastPrivilege", Value(task, "RunLevel"));
        Assert.Equal("S-1-5-21-1", Value(task, "UserId"));
        Assert.Equal(@"C:\Program Files\PowerShell\7\pwsh.exe", Value(task, "Command"));
        Assert.Equal("1", Value(task, "DaysInterval"));
    }

    [Fact]
    public void A_file_is_UTF_16_with_its_mark()
    {
        byte[] xml = TaskXml.Write(Schedules.Nightly, "S-1-5-21-1", @"C:\Users\mara", s_now);

        Assert.Equal([0xFF, 0xFE], xml.Take(2));
        Assert.Contains("encoding=\"utf-16\"", Encoding.Unicode.GetString(xml), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_is_read_from_what_a_code_page_has_left_of_it()
    {
        ScheduleDefinition definition = Schedules.With(arguments: ["日本", "ü"]);
        string printed = Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(
            "\r\n" + Write(definition).Declaration + Write(definition)));

        (ScheduleDefinition read, bool isEnabled) = TaskXml.Read(printed)!.Value;

        Assert.Equal(["日本", "ü"], read.ArgumentList);
        Assert.True(isEnabled);
        string disabled = printed.Replace("<Settings>", "<Settings><Enabled>false</Enabled>", StringComparison.Ordinal);
        Assert.False(TaskXml.Read(disabled)!.Value.IsEnabled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ERROR: Access is denied.")]
    [InlineData("<Task/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><Task>&b;</Task>")]
    public void What_is_none_of_ours_is_none(string xml) => Assert.Null(TaskXml.Read(xml));

    private static XDocument Write(ScheduleDefinition definition)
    {
        using MemoryStream bytes = new(TaskXml.Write(definition, "S-1-5-21-1", @"C:\Users\mara", s_now));
        return XDocument.Load(bytes);
    }

    private static string Value(XDocument task, string name) => task.Descendants(s_schema + name).Single().Value;

    /// <summary>
    /// What "Task Scheduler Schema" in Microsoft's documentation says of the elements that we use: which there are,
    /// which come in one order (those of triggers) and which in any.
    /// </summary>
    private static XmlSchemaSet Schema()
    {
        string[] booleans = ["DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "StartWhenAvailable", "Enabled"];
        string[] days = [.. ScheduleDefinition.EveryDay.Select(static day => day.ToString())];
        string text =
            $"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{Namespace}" targetNamespace="{Namespace}"
                elementFormDefault="qualified">
              <xs:element name="Task"><xs:complexType><xs:all>
                {Holder("RegistrationInfo", "all", Texts("Source", "Description", "Documentation"))}
                {Holder("Triggers", "sequence", Holder(
                    "CalendarTrigger",
                    "sequence",
                    "<xs:element name='StartBoundary' type='xs:dateTime' minOccurs='0'/><xs:choice>"
                    + Holder("ScheduleByDay", "all", "<xs:element name='DaysInterval' type='xs:unsignedByte'/>")
                    + Holder(
                        "ScheduleByWeek",
                        "all",
                        "<xs:element name='WeeksInterval' type='xs:unsignedByte'/>"
                        + Holder("DaysOfWeek", "all", string.Concat(days.Select(
                            static day => $"<xs:element name='{day}' minOccurs='0'/>"))))
                    + "</xs:choice>",
                    "minOccurs='0' maxOccurs='48'"))}
                {Holder("Settings", "all", string.Concat(booleans.Select(
                    static name => $"<xs:element name='{name}' type='xs:boolean' minOccurs='0'/>"))
                    + "<xs:element name='MultipleInstancesPolicy' type='xs:string'/>"
                    + "<xs:element name='ExecutionTimeLimit' type='xs:duration'/>")}
                {Holder("Principals", "sequence", Holder(
                    "Principal", "all", Texts("UserId", "LogonType", "RunLevel"), "", "id"))}
                {Holder("Actions", "sequence", Holder(
                    "Exec", "all", Texts("Command", "Arguments", "WorkingDirectory")), "", "Context")}
              </xs:all><xs:attribute name="version" use="required"/></xs:complexType></xs:element>
            </xs:schema>
            """;
        XmlSchemaSet schemas = new();
        schemas.Add(Namespace, XmlReader.Create(new StringReader(text)));
        return schemas;
    }

    private static string Texts(params string[] names) =>
        string.Concat(names.Select(static name => $"<xs:element name='{name}' type='xs:string' minOccurs='0'/>"));

    private static string Holder(
        string name, string kind, string content, string occurs = "", string? attribute = null) =>
        $"<xs:element name='{name}' {occurs}><xs:complexType><xs:{kind}>{content}</xs:{kind}>"
        + (attribute is null ? "" : $"<xs:attribute name='{attribute}'/>")
        + "</xs:complexType></xs:element>";
}
