using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>Has SQLite look for damage in a database.</summary>
internal static class SqliteIntegrity
{
    private const int PrimaryCode = 0xFF;

    // What apps let happen to their own rules is no damage.
    private static readonly string[] s_ownRules = ["NULL value in ", "CHECK constraint failed in "];

    /// <summary>Looks for damage.</summary>
    /// <param name="database">The database.</param>
    /// <param name="deep">Whether to compare indexes with their tables as well.</param>
    /// <returns>What is damaged; at most a hundred things.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>: so damaged that it cannot be looked at;
    /// <see cref="ErrorKind.FormatNotSupported"/>: it needs functions of the app that made it.
    /// </exception>
    public static IReadOnlyList<string> FindFaults(SqliteDatabase database, bool deep)
    {
        List<string> faults = [];
        try
        {
            database.Execute("PRAGMA ignore_check_constraints = 1");
            using SqliteStatement check = database.Prepare(
                deep ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)");
            while (check.Step())
            {
                string fault = check.Text(0) ?? string.Empty;
                if (fault != "ok" && !Array.Exists(
                    s_ownRules, rule => fault.StartsWith(rule, StringComparison.Ordinal)))
                {
                    faults.Add(fault);
                }
            }

            return faults;
        }
        catch (EngineException e) when ((raw.sqlite3_errcode(database.Handle) & PrimaryCode) == raw.SQLITE_ERROR)
        {
            // An unknown collation, function or module: a database is not damaged because of that.
            throw new EngineException(ErrorKind.FormatNotSupported, e.Message, e) { Target = database.Name };
        }
    }
}
