using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace IosBackup.PS.Tests.Module;

public sealed class CommandShapeTests
{
    private static readonly HashSet<string> s_approvedVerbs =
    [
        .. typeof(PSObject).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type.IsAbstract && type.IsSealed)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_cmdlet_is_a_sealed_class_of_its_name_among_the_commands()
    {
        foreach ((string name, Type type) in ModuleCommands.Classes)
        {
            Assert.True(type.IsSealed, name);
            Assert.Equal($"IosBackup.Commands.{name.Replace("-", "")}Command", type.FullName);
        }
    }

    [Fact]
    public void Every_cmdlet_says_what_it_emits()
    {
        foreach ((string name, Type type) in ModuleCommands.Classes)
        {
            Assert.True(type.GetCustomAttributes<OutputTypeAttribute>().Any(), name);
        }
    }

    [Fact]
    public void Every_verb_is_approved_and_every_noun_is_ours()
    {
        Assert.Contains("Get", s_approvedVerbs);
        foreach (string name in ModuleCommands.Classes.Keys)
        {
            string[] parts = name.Split('-');
            Assert.Contains(parts[0], s_approvedVerbs);
            Assert.StartsWith("Ios", parts[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_destroys_asks_before()
    {
        string[] careful = ["New", "Remove", "Restore", "Set", "Enable", "Disable", "Copy", "Register", "Unregister"];
        foreach ((string name, Type type) in ModuleCommands.Classes)
        {
            if (careful.Contains(name.Split('-')[0]))
            {
                Assert.True(type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess, name);
            }
        }
    }

    [Fact]
    public void No_password_can_be_given_as_text()
    {
        foreach ((string name, Type type) in ModuleCommands.Classes)
        {
            foreach (PropertyInfo property in type.GetProperties())
            {
                if (property.Name.Contains("Password", StringComparison.Ordinal)
                    && property.GetCustomAttributes<ParameterAttribute>().Any())
                {
                    Assert.NotEqual(typeof(string), property.PropertyType);
                }
            }
        }
    }
}
