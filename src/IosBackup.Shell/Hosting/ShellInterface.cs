using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace IosBackup.Shell.Hosting;

/// <summary>Reads from and writes to the console.</summary>
internal sealed class ShellInterface : PSHostUserInterface
{
    private readonly ProgressDisplay _progress;
    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly bool _nonInteractive;

    public ShellInterface(ProgressDisplay progress, TextWriter output, TextWriter errors, bool nonInteractive)
    {
        _progress = progress;
        _output = output;
        _errors = errors;
        _nonInteractive = nonInteractive;
    }

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawInterface();

    public override bool SupportsVirtualTerminal { get; } = !Console.IsOutputRedirected
        && (!OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("WT_SESSION") is not null);

    public override void Write(string value)
    {
        _progress.Hide();
        _output.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        _progress.Hide();
        if (Console.IsOutputRedirected)
        {
            Write(value);
            return;
        }

        Console.ForegroundColor = foregroundColor;
        if ((int)backgroundColor >= 0)
        {
            Console.BackgroundColor = backgroundColor;
        }

        _output.Write(value);
        Console.ResetColor();
    }

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        _progress.Hide();
        _errors.WriteLine(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Update(sourceId, record);

    public override string ReadLine()
    {
        RequireSomebody();
        return Console.ReadLine() ?? string.Empty;
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireSomebody();
        SecureString secret = new();
        if (Console.IsInputRedirected)
        {
            foreach (char character in Console.ReadLine() ?? string.Empty)
            {
                secret.AppendChar(character);
            }

            return secret;
        }

        for (ConsoleKeyInfo key = Console.ReadKey(true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        _output.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireSomebody();
        WriteCaption(caption, message);
        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in descriptions)
        {
            Write(field.Name + ": ");
            bool secret = field.ParameterTypeFullName == typeof(SecureString).FullName;
            answers[field.Name] = PSObject.AsPSObject(secret ? ReadLineAsSecureString() : ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequireSomebody();
        WriteCaption(caption, message);
        while (true)
        {
            List<string> keys = [];
            for (int choice = 0; choice < choices.Count; choice++)
            {
                string mark = choice == defaultChoice ? "*" : "";
                keys.Add(Key(choices[choice]));
                Write($"[{keys[choice]}]{mark} {choices[choice].Label.Replace("&", "", StringComparison.Ordinal)}  ");
            }

            WriteLine(string.Empty);
            if (Console.ReadLine() is not { } answer)
            {
                // Nobody is there after all; what happens by default could be the destructive thing.
                throw NobodyThere();
            }

            int chosen = answer.Length == 0
                ? defaultChoice
                : keys.FindIndex(key => string.Equals(key, answer.Trim(), StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) => PromptForCredential(
            caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        RequireSomebody();
        WriteCaption(caption, message);
        string user = userName;
        if (string.IsNullOrEmpty(user))
        {
            Write("User: ");
            user = ReadLine();
        }

        Write("Password: ");
        return new PSCredential(user, ReadLineAsSecureString());
    }

    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label.Substring(mark + 1, 1).ToUpper(CultureInfo.InvariantCulture)
            : choice.Label;
    }

    private static PSInvalidOperationException NobodyThere() =>
        new("The shell runs without anybody to ask. Give the missing values, and -Confirm:$false where it asks first.");

    private void WriteCaption(string caption, string message)
    {
        foreach (string text in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(text))
            {
                WriteLine(text);
            }
        }
    }

    private void RequireSomebody()
    {
        _progress.Hide();
        if (_nonInteractive)
        {
            throw NobodyThere();
        }
    }
}
