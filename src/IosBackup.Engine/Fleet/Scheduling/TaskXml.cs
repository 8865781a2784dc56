using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// A task of Task Scheduler: "Task Scheduler Schema" in Microsoft's documentation, and [MS-TSCH] 2.5. The triggers are
/// the sequences in it, so their elements have one order; <c>Enabled</c> is left to its default, because the two
/// sources put it in different places.
/// </summary>
internal static class TaskXml
{
    private const string Source = "IosBackup";
    private static readonly XNamespace s_schema = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>Writes a task, in the encoding that schtasks reads.</summary>
    /// <param name="definition">The schedule.</param>
    /// <param name="userId">The SID of the user that it runs as.</param>
    /// <param name="home">The folder that it runs in.</param>
    /// <param name="now">The local time: it has no runs to make up for before.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static byte[] Write(ScheduleDefinition definition, string userId, string home, DateTime now)
    {
        XElement task = Element(
            "Task",
            new XAttribute("version", "1.2"),
            Element(
                "RegistrationInfo",
                Element("Source", Source),
                Element("Description", $"Runs {definition.FilePath}. Unregister-IosBackupSchedule removes it."),
                Element("Documentation", ScheduleText.Write(definition))),
            Element("Triggers", Triggers(definition, now)),
            Element("Principals", Element(
                "Principal",
                new XAttribute("id", "Author"),
                Element("UserId", userId),
                Element("LogonType", "InteractiveToken"),
                Element("RunLevel", "LeastPrivilege"))),
            Element(
                "Settings",
                Element("MultipleInstancesPolicy", "IgnoreNew"),
                Element("DisallowStartIfOnBatteries", "false"),
                Element("StopIfGoingOnBatteries", "false"),
                Element("StartWhenAvailable", "true"),
                Element("ExecutionTimeLimit", XmlConvert.ToString(definition.TimeLimit))),
            Element(
                "Actions",
                new XAttribute("Context", "Author"),
                Element(
                    "Exec",
                    Element("Command", Program(definition.PowerShellPath)),
                    Element("Arguments", WindowsCommandLine.Of(definition.Command.Skip(1))),
                    Element("WorkingDirectory", home))));
        using MemoryStream bytes = new();
        using (XmlWriter writer = XmlWriter.Create(
            bytes, new XmlWriterSettings { Encoding = Encoding.Unicode, Indent = true }))
        {
            task.Save(writer);
        }

        return bytes.ToArray();
    }

    /// <summary>
    /// The definition in a task and whether the task is enabled; null when it is none of ours. What says in which
    /// encoding it is does not hold for what schtasks prints.
    /// </summary>
    public static (ScheduleDefinition Definition, bool IsEnabled)? Read(string xml)
    {
        try
        {
            XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using XmlReader reader = XmlReader.Create(new StringReader(xml.Trim()), settings);
            XElement task = XElement.Load(reader);
            XElement? information = task.Element(s_schema + "RegistrationInfo");
            string? enabled = task.Element(s_schema + "Settings")?.Element(s_schema + "Enabled")?.Value;
            return ScheduleText.Read(information?.Element(s_schema + "Documentation")?.Value) is { } definition
                ? (definition, enabled?.Trim() is not ("false" or "0"))
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IEnumerable<XElement> Triggers(ScheduleDefinition definition, DateTime now) =>
        definition.Times.Select(time => Element(
            "CalendarTrigger",
            Element("StartBoundary", XmlConvert.ToString(First(time, now), "yyyy-MM-dd'T'HH:mm:ss")),
            definition.IsDaily
                ? Element("ScheduleByDay", Element("DaysInterval", "1"))
                : Element(
                    "ScheduleByWeek",
                    Element("WeeksInterval", "1"),
                    Element("DaysOfWeek", definition.Days.Distinct().OrderBy(static day => day)
                        .Select(static day => Element(day.ToString()))))));

    private static DateTime First(TimeSpan time, DateTime now) =>
        now.Date + time > now ? now.Date + time : now.Date.AddDays(1) + time;

    /// <summary>Task Scheduler replaces variables in it, and nothing can be written to keep it from that.</summary>
    private static string Program(string path)
    {
        if (path.IndexOf('%') != path.LastIndexOf('%') || path.Contains("$("))
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, "Task Scheduler would take a part of the path for a variable.")
            {
                Target = path,
            };
        }

        return path;
    }

    private static XElement Element(string name, params object[] content) => new(s_schema + name, content);
}
