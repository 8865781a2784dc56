using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace IosBackup.Shell;

/// <summary>
/// The few things that PowerShell's own commands have from its engine and others can only have by reflection.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Anything =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private const string Formatting = "Microsoft.PowerShell.Commands.Internal.Format.";

    /// <summary>The exception with which a command tells those before it that it has enough.</summary>
    public static Exception StopUpstream(PSCmdlet command) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", command);

    /// <summary>Lets an object be shown the way errors are.</summary>
    public static PSObject AsError(object value)
    {
        PSObject wrapped = new(value);
        PropertyInfo stream = typeof(PSObject).GetProperty("WriteStream", Anything)!;
        stream.SetValue(wrapped, Enum.Parse(stream.PropertyType, "Error"));
        return wrapped;
    }

    /// <summary>Makes a command format its input in a shape: Table or List.</summary>
    public static void FormatAs(FrontEndCommandBase command, string shape)
    {
        object value = Enum.Parse(Find(Formatting + "FormatShape"), shape);
        SetImplementation(command, Create(Formatting + "InnerFormatShapeCommand", value));
    }

    /// <summary>Makes a command format its input and write the lines.</summary>
    public static void FormatInto(FrontEndCommandBase command, TextWriter writer, int columns)
    {
        object output = Create(Formatting + "OutputManagerInner");
        object lines = Create(Formatting + "TextWriterLineOutput", writer, columns);
        output.GetType().GetProperty("LineOutput", Anything)!.SetValue(output, lines);
        SetImplementation(command, output);
    }

    private static void SetImplementation(FrontEndCommandBase command, object implementation) =>
        typeof(FrontEndCommandBase).GetField("implementation", Anything)!.SetValue(command, implementation);

    private static Type Find(string name) => typeof(PSObject).Assembly.GetType(name, throwOnError: true)!;

    private static object Create(string type, params object[] arguments) =>
        Activator.CreateInstance(Find(type), Anything, null, arguments, null)!;
}
